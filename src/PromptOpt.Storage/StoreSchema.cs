using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>Tables of a study file and how it is recognised.</summary>
internal static class StoreSchema
{
    /// <summary>"POPT": tells a study from any other SQLite file.</summary>
    public const int ApplicationId = 0x504F5054;

    /// <summary>Version of the tables; raise it with every change of <see cref="Tables"/>, and bring older files up to it in <see cref="Prepare"/>.</summary>
    public const int Version = 5;

    /// <summary>Version 2: what a race needs to know of a trial.</summary>
    private const string ToVersion2 = """
        ALTER TABLE trial ADD COLUMN seed_value REAL;
        ALTER TABLE trial ADD COLUMN rows_saved INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>Version 3: episodes, preferences, a second parent, the rules that were used.</summary>
    private const string ToVersion3 = $$"""
        ALTER TABLE study ADD COLUMN other_models TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE trial ADD COLUMN other_parent INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE trial ADD COLUMN adjusted_value REAL;
        ALTER TABLE trial ADD COLUMN seed_adjusted_value REAL;
        ALTER TABLE rollout ADD COLUMN calls INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE rollout ADD COLUMN episode TEXT;
        {{Rules}}
        """;

    /// <summary>Version 4: what a score model said of a proposal.</summary>
    private const string ToVersion4 = "ALTER TABLE trial ADD COLUMN screening TEXT;";

    /// <summary>Version 5: the answers drawn for a row, and replies that met the token limit.</summary>
    private const string ToVersion5 = """
        ALTER TABLE rollout ADD COLUMN cut_off INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rollout ADD COLUMN samples TEXT;
        ALTER TABLE trial ADD COLUMN tuned TEXT;
        UPDATE rollout SET cut_off = 1 WHERE finish = 'length';
        """;

    private const string Rules = "CREATE TABLE rules (level INTEGER PRIMARY KEY, text TEXT NOT NULL);";

    private const string Tables = $$"""
        CREATE TABLE study (
            id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, task_folder TEXT NOT NULL, task_name TEXT NOT NULL, test_file TEXT,
            task_fingerprint TEXT NOT NULL, model_path TEXT NOT NULL, model_identity TEXT NOT NULL, engine TEXT NOT NULL, seed INTEGER NOT NULL,
            budget TEXT NOT NULL, options TEXT NOT NULL, created_at TEXT NOT NULL, outcome TEXT,
            other_models TEXT NOT NULL DEFAULT '{}');
        CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), seconds REAL NOT NULL);
        CREATE TABLE trial (
            number INTEGER PRIMARY KEY, level INTEGER NOT NULL, state TEXT NOT NULL, operator TEXT NOT NULL, parent INTEGER NOT NULL,
            change TEXT NOT NULL, train_value REAL, value REAL, standard_error REAL, rows INTEGER NOT NULL, reason TEXT NOT NULL,
            calls INTEGER NOT NULL, tokens INTEGER NOT NULL, computed_tokens INTEGER NOT NULL, candidate TEXT NOT NULL, calibration TEXT NOT NULL,
            seed_value REAL, rows_saved INTEGER NOT NULL DEFAULT 0, other_parent INTEGER NOT NULL DEFAULT 0, adjusted_value REAL,
            seed_adjusted_value REAL, screening TEXT, tuned TEXT);
        {{Rules}}
        CREATE TABLE wave (
            trial INTEGER NOT NULL, phase TEXT NOT NULL, number INTEGER NOT NULL, study_seconds REAL NOT NULL,
            PRIMARY KEY (trial, phase, number)) WITHOUT ROWID;
        CREATE TABLE rollout (
            trial INTEGER NOT NULL, phase TEXT NOT NULL, wave INTEGER NOT NULL, position INTEGER NOT NULL, example_id TEXT NOT NULL,
            input TEXT NOT NULL, target TEXT NOT NULL, output TEXT NOT NULL, answer TEXT, score REAL, finish TEXT NOT NULL,
            prompt_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, seconds REAL NOT NULL,
            label_log_probabilities TEXT NOT NULL, calls INTEGER NOT NULL DEFAULT 1, episode TEXT,
            cut_off INTEGER NOT NULL DEFAULT 0, samples TEXT,
            PRIMARY KEY (trial, phase, wave, position),
            FOREIGN KEY (trial, phase, wave) REFERENCES wave (trial, phase, number));
        """;

    private static readonly FileFormat Format = new()
    {
        ApplicationId = ApplicationId,
        Version = Version,
        Tables = Tables,
        WrongKind = "not a study; give the folder of a study, or another name for a new one",
        TooNew = "update promptopt",
    };

    /// <summary>Checks that a file is a study of this version, without writing it.</summary>
    /// <exception cref="BadInputException">The file is something else, or of another version.</exception>
    public static void Check(SqliteConnection connection, string path) => Format.Check(connection, path);

    /// <summary>Creates the tables in an empty file, or checks that the file is a study this program can read.</summary>
    /// <exception cref="BadInputException">The file is something else, or of a newer version.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        Format.Prepare(connection, path, upgrade: version => version switch
        {
            < 2 => ToVersion2 + ToVersion3 + ToVersion4 + ToVersion5,
            2 => ToVersion3 + ToVersion4 + ToVersion5,
            3 => ToVersion4 + ToVersion5,
            _ => ToVersion5,
        });
    }
}
