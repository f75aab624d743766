using PromptOpt.Candidates;
using PromptOpt.Cli.Fetching;
using PromptOpt.Cli.Running;
using PromptOpt.Downloads;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Runtimes;
using PromptOpt.Reports;
using PromptOpt.Search;
using PromptOpt.Storage;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli;

/// <summary>The product behind the commands: the one place where the command line meets the other projects. Tests replace members.</summary>
internal sealed record Backend
{
    /// <summary>Reads a task folder.</summary>
    public Func<string, TaskSpec> LoadTask { get; init; } = TaskFile.Load;

    /// <summary>Reads and splits a task's rows; the second argument is a test file that replaces the task's own.</summary>
    public Func<TaskSpec, string?, TaskData> ReadData { get; init; } = TaskDataReader.Read;

    /// <summary>Writes a task folder from a data file.</summary>
    public Func<string, string, ScaffoldOptions, TaskSpec> CreateTask { get; init; } = TaskScaffold.Create;

    /// <summary>Opens the database of a study.</summary>
    public Func<string, IStudyStore> OpenStore { get; init; } = SqliteStudyStore.Open;

    /// <summary>Opens a response cache's file.</summary>
    public Func<string, ResponseCacheOptions, SqliteResponseCache> OpenResponses { get; init; } = SqliteResponseCache.Open;

    /// <summary>Takes a study's folder for this process, or says who has it.</summary>
    public Func<string, IDisposable> LockStudy { get; init; } = StudyLock.Acquire;

    /// <summary>Opens a model.</summary>
    public Func<LlamaOptions, IProgress<double>?, CancellationToken, Task<ILanguageModel>> OpenModel { get; init; } =
        async (options, progress, cancellationToken) => await LlamaLanguageModel.OpenAsync(options, progress, cancellationToken);

    /// <summary>What the engine behind a model has done so far; null where none is behind it.</summary>
    public Func<ILanguageModel, EngineStatistics?> ReadStatistics { get; init; } = model => (model as LlamaLanguageModel)?.Statistics;

    /// <summary>Tokens that end a model's answers; none where they are unknown.</summary>
    public Func<ILanguageModel, IEnumerable<int>> EndTokens { get; init; } = model => (model as LlamaLanguageModel)?.EndTokens ?? [];

    /// <summary>Looks at the native library and its devices.</summary>
    public Func<NativeReport> InspectNative { get; init; } = NativeInspection.Inspect;

    /// <summary>The installed runtimes.</summary>
    public RuntimeStore Runtimes { get; init; } = RuntimeStore.Default;

    /// <summary>Makes what downloads files.</summary>
    public Func<Downloader> CreateDownloader { get; init; } = () => new Downloader();

    /// <summary>Finds the npm registry to take runtimes from.</summary>
    public Func<CancellationToken, Task<Uri>> FindRegistry { get; init; } = NpmRegistry.FindAsync;

    /// <summary>Prepares the session of a study.</summary>
    public Func<SessionInputs, ISession> CreateSession { get; init; } = inputs => new CoreSession(inputs);

    /// <summary>Counts uses of the test sets of a results folder.</summary>
    public Func<string, TestLedger> OpenLedger { get; init; } = results => new TestLedger(Path.Combine(results, "test-uses.jsonl"));

    /// <summary>Writes trials.csv and rollouts.csv into a folder.</summary>
    public Action<IStudyStore, string> WriteCsv { get; init; } = (store, folder) =>
    {
        var (trials, waves) = (store.ReadTrials(), store.ReadWaves());
        StudyCsv.WriteTrials(Path.Combine(folder, "trials.csv"), trials, RolloutNumbers.ByTrial(trials, waves), store.ReadStudy() is { } study ? StudyOrder.TradeOffs(study, store) : null);
        StudyCsv.WriteRollouts(Path.Combine(folder, "rollouts.csv"), waves);
    };

    /// <summary>Writes best-prompt.txt and best.yaml into a folder.</summary>
    public Action<StudyFolder, Study, TaskSpec, Trial, StudyOutcome, IReadOnlyList<string>> WriteBest { get; init; } = BestFiles.Write;

    /// <summary>Reads a best.yaml.</summary>
    public Func<string, IReadOnlyList<string>, (Candidate Candidate, FittedCalibration Calibration)> LoadCandidate { get; init; } = CandidateFile.Load;

    /// <summary>The seed prompt as a candidate.</summary>
    public Func<TaskSpec, TaskData, ILanguageModel, Candidate> CreateSeed { get; init; } = SeedCandidates.From;

    /// <summary>Runs one candidate on one split.</summary>
    public Func<EvaluationParts, IProgress<int>?, CancellationToken, Task<IReadOnlyList<Rollout>>> Evaluate { get; init; } =
        (parts, progress, cancellationToken) => SplitEvaluation.RunAsync(
            parts.Task.On(parts.Model), parts.Task.Data, parts.Candidate, parts.Calibration, parts.Split,
            parts.Repeats, progress, cancellationToken);

    /// <summary>Accuracy on the second rows of a bag-of-words classifier trained on the first ones; null where nobody computes it.</summary>
    public Func<IReadOnlyList<Example>, IReadOnlyList<Example>, double>? BagOfWordsAccuracy { get; init; } =
        (train, rows) => NaiveBayes.Train(train).Accuracy(rows);
}
