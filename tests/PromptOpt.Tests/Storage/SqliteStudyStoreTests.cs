using Microsoft.Data.Sqlite;
using PromptOpt.Storage;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Storage;

public sealed class SqliteStudyStoreTests : StoreContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStudyStore _store;
    private readonly List<IStudyStore> _others = [];

    public SqliteStudyStoreTests() => _store = SqliteStudyStore.Open(Db);

    private string Db => _folder.File("s/study.db");

    protected override IStudyStore Store => _store;

    protected override IStudyStore Reopen()
    {
        foreach (var store in _others) store.Dispose();
        _others.Clear();
        _others.Add(SqliteStudyStore.OpenExisting(Db));
        return _others[0];
    }

    public override void Dispose()
    {
        foreach (var store in _others) store.Dispose();
        base.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_store_that_was_closed_twice_says_that_it_is_closed()
    {
        var store = SqliteStudyStore.Open(_folder.File("closed/study.db"));
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(store.ReadStudy);
        Assert.Throws<ObjectDisposedException>(() => store.SaveSeconds(1));
    }

    private const string WithoutVersion3 = """
        ALTER TABLE study DROP COLUMN other_models; ALTER TABLE trial DROP COLUMN other_parent;
        ALTER TABLE trial DROP COLUMN adjusted_value; ALTER TABLE trial DROP COLUMN seed_adjusted_value;
        ALTER TABLE rollout DROP COLUMN calls; ALTER TABLE rollout DROP COLUMN episode; DROP TABLE rules; ALTER TABLE trial DROP COLUMN screening;
        ALTER TABLE rollout DROP COLUMN cut_off; ALTER TABLE rollout DROP COLUMN samples; ALTER TABLE trial DROP COLUMN tuned;
        """;

    [Fact]
    public void Closing_leaves_one_file_and_all_data()
    {
        _store.SaveWave(SampleWave(1, Phase.Train, 0));
        _store.Dispose();
        Assert.Equal([Db], Directory.GetFiles(_folder.File("s")));
        Same(SampleWave(1, Phase.Train, 0), Reopen().ReadWaves().Single());
    }

    [Fact]
    public void A_copy_of_the_files_taken_while_open_has_everything_that_returned()
    {
        // What a killed process leaves behind is what is in the files now.
        _store.SaveTrial(SampleTrial(1));
        _store.SaveWave(SampleWave(1, Phase.Train, 0));
        foreach (var name in new[] { "study.db", "study.db-wal" }) _folder.Copy($"s/{name}", $"copy/{name}");
        using var copy = SqliteStudyStore.OpenExisting(_folder.File("copy/study.db"));
        Assert.Single(copy.ReadTrials());
        Assert.Single(copy.ReadWaves());
    }

    [Fact]
    public void A_full_disk_is_named_and_what_was_stored_stays()
    {
        _store.SaveWave(SampleWave(1, Phase.Train, 0));
        _store.Run("PRAGMA max_page_count = 12");
        var error = Assert.Throws<PromptOptException>(() => _store.SaveWave(SampleWave(2, Phase.Train, 0, text: new string('x', 100_000))));
        Assert.Equal($"cannot write {Db}: the disk is full. Free some space and resume; nothing that was stored is lost.", error.Message);
        Assert.Equal(1, error.ExitCode);
        Assert.Single(_store.ReadWaves());
        _store.Run("PRAGMA max_page_count = 100000");
        _store.SaveWave(SampleWave(2, Phase.Train, 0));
        Assert.Equal(2, Reopen().ReadWaves().Count);
    }

    [Fact]
    public void A_study_that_cannot_be_written_is_named_with_a_remedy()
    {
        _store.Run("PRAGMA query_only = ON");
        var error = Assert.Throws<PromptOptException>(() => _store.SaveTrial(SampleTrial(1)));
        Assert.Contains($"cannot open {Db} for writing", error.Message, StringComparison.Ordinal);
        Assert.Contains("may be written", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_cannot_be_written_can_be_read(bool isClosed)
    {
        _store.SaveWave(SampleWave(1, Phase.Train, 0));
        if (isClosed) _store.Dispose(); // folds the log into the file
        using var reading = SqliteStudyStore.OpenForReading(Db);
        Assert.Single(reading.ReadWaves());
        Assert.Contains($"cannot open {Db} for writing", Assert.Throws<PromptOptException>(() => reading.SaveTrial(SampleTrial(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_study_that_cannot_be_brought_up_to_date_is_named()
    {
        _store.Run("PRAGMA user_version = 2");
        _store.Dispose();
        Assert.Contains("may not be written, so it cannot be brought up to date; copy its folder", Assert.Throws<BadInputException>(() => SqliteStudyStore.OpenForReading(Db)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("file"), "");
        var error = Assert.Throws<PromptOptException>(() => SqliteStudyStore.Open(_folder.File("file/study.db")));
        Assert.Contains(_folder.File("file/study.db"), error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public void A_file_that_is_no_database_is_bad_input_and_stays_as_it_was()
    {
        var path = _folder.File("notes.db");
        File.WriteAllText(path, new string('n', 5000));
        var error = Assert.Throws<BadInputException>(() => SqliteStudyStore.Open(path));
        Assert.Contains($"{path} is not a study", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('n', 5000), File.ReadAllText(path));
    }

    [Fact]
    public void Another_programs_database_is_bad_input()
    {
        var path = _folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Run("CREATE TABLE t (x)");
        }

        Assert.Contains("is a database, but not a study", Assert.Throws<BadInputException>(() => SqliteStudyStore.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_of_version_1_is_brought_up_to_date_with_its_trials()
    {
        var trial = SampleTrial(1) with { SeedValue = null, RowsSaved = 0 };
        _store.SaveTrial(trial);
        _store.Run(WithoutVersion3 + "ALTER TABLE trial DROP COLUMN seed_value; ALTER TABLE trial DROP COLUMN rows_saved; PRAGMA user_version = 1");
        Same([trial], Reopen().ReadTrials());
        Reopen().SaveTrial(trial with { RowsSaved = 48 });
        Same([trial with { RowsSaved = 48 }], Reopen().ReadTrials());
    }

    [Fact]
    public void A_study_of_version_2_is_brought_up_to_date_with_its_rollouts()
    {
        _store.SaveWave(SampleWave(1, Phase.Train, 0, 2));
        _store.Run(WithoutVersion3 + "PRAGMA user_version = 2");
        var rollouts = Reopen().ReadWaves(1).Single().Rollouts;
        Assert.Equal([1, 1], rollouts.Select(r => r.Calls));
        Assert.All(rollouts, r => Assert.Null(r.Episode));
        Assert.Empty(Reopen().ReadRules());
    }

    [Fact]
    public void A_study_of_version_4_is_brought_up_to_date_and_knows_which_replies_met_the_limit()
    {
        var wave = SampleWave(1, Phase.Train, 0, 2);
        _store.SaveWave(wave with { Rollouts = [wave.Rollouts[0] with { Finish = "length" }, wave.Rollouts[1]] });
        _store.Run("ALTER TABLE rollout DROP COLUMN cut_off; ALTER TABLE rollout DROP COLUMN samples; ALTER TABLE trial DROP COLUMN tuned; PRAGMA user_version = 4");
        var rollouts = Reopen().ReadWaves(1).Single().Rollouts;
        Assert.Equal([1, 0], rollouts.Select(rollout => rollout.CutOff));
        Assert.All(rollouts, rollout => Assert.Null(rollout.Samples));
    }

    [Fact]
    public void A_study_of_a_newer_program_is_refused_with_both_versions()
    {
        _store.Run("PRAGMA user_version = 99");
        var error = Assert.Throws<BadInputException>(() => SqliteStudyStore.Open(Db));
        Assert.Contains("newer promptopt (format 99; this program reads up to 5)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_named_and_no_defect()
    {
        for (var i = 0; i < 20; i++) _store.SaveWave(SampleWave(1, Phase.Train, i, text: new string('x', 3000)));
        _store.Dispose();
        var bytes = File.ReadAllBytes(Db);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Db, bytes);
        var error = Assert.ThrowsAny<PromptOptException>(() => Reopen().ReadWaves());
        Assert.Contains($"{Db} is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public void Damaged_json_in_a_row_is_named_too()
    {
        _store.SaveTrial(SampleTrial(1));
        _store.Run("UPDATE trial SET candidate = '{'");
        Assert.Contains("is damaged", Assert.Throws<PromptOptException>(() => _store.ReadTrials()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_is_not_there_is_bad_input_and_is_not_created()
    {
        Assert.Throws<BadInputException>(() => SqliteStudyStore.OpenExisting(_folder.File("none/study.db")));
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [Fact]
    public void Two_connections_can_write_in_turn()
    {
        var other = Reopen();
        Parallel.For(0, 40, i => (i % 2 == 0 ? _store : other).SaveWave(SampleWave(1, Phase.Train, i)));
        Assert.Equal(40, _store.ReadWaves().Count);
    }
}
