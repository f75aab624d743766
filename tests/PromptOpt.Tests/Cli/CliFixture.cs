using PromptOpt.Cli;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Cli;

/// <summary>A repository of its own in a temporary folder, with a task, a model file and a product of fakes.</summary>
internal sealed class CliFixture : IDisposable
{
    public CliFixture()
    {
        Directory.CreateDirectory(Path.Combine(Root, "models"));
        Directory.CreateDirectory(Path.Combine(Root, "prompts"));
        Directory.CreateDirectory(Path.Combine(Root, "tasks", "intents"));
        File.WriteAllText(Path.Combine(Root, "models", Locations.DefaultModelFile), "");
        File.WriteAllText(Path.Combine(Root, "tasks", "intents", "task.yaml"), "name: intents");
        Backend = new()
        {
            LoadTask = folder => Task with { Folder = folder },
            ReadData = (_, _) => Data,
            OpenStore = Open,
            LockStudy = folder =>
            {
                Directory.CreateDirectory(folder);
                return new MemoryStream();
            },
            OpenModel = (_, _, _) => System.Threading.Tasks.Task.FromResult<LanguageModels.ILanguageModel>(new FakeModel()),
            Runtimes = new(Path.Combine(Root, "runtimes")),
            CreateDownloader = () => Downloads.FileHost.CreateDownloader(),
            FindRegistry = _ => throw new InvalidOperationException("no test asks the real registry"),
            CreateSession = parts => new FakeSession(parts),
            BagOfWordsAccuracy = null,
            WriteCsv = (_, folder) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "trials.csv"), "written"),
            WriteBest = (folder, _, _, best, _, _) => File.WriteAllText(folder.BestYaml, $"{best.Number}"),
        };
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("promptopt-cli-").FullName;

    public StringWriter Out { get; private set; } = new() { NewLine = "\n" };

    public StringWriter Error { get; private set; } = new() { NewLine = "\n" };

    public Backend Backend { get; set; }

    public Dictionary<string, FakeStudyStore> Stores { get; } = [];

    public TaskSpec Task { get; set; } = new()
    {
        Name = "intents",
        Folder = "",
        Data = new() { File = "rows.jsonl" },
        Seed = new() { Instruction = "Name the intent." },
        Budget = new() { Trials = 4 },
    };

    public TaskData Data { get; } = new()
    {
        Train = new List<Example>(),
        Validation = new List<Example>(),
        Test = new List<Example>(),
        Labels = ["other", "refund"],
        Fields = ["input"],
        Notes = ["rows.jsonl:7: a duplicate of line 3 is left out"],
        Fingerprint = "f",
        TestFingerprint = "t",
    };

    public Dictionary<string, string> Variables { get; } = [];

    public Task<int> RunAsync(string line, CancellationToken cancellationToken = default) =>
        RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellationToken);

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        Out.GetStringBuilder().Clear();
        Error.GetStringBuilder().Clear();
        var host = new CliHost { Out = Out, Error = Error, CurrentDirectory = Root, BaseDirectory = Root, Time = new StoppedClock(), Variable = Variables.GetValueOrDefault };
        return await new Application(new CommandContext(host, Backend)).RunAsync(arguments, cancellationToken);
    }

    public string Results(string study, string file) => Path.Combine(Root, "results", study, file);

    /// <summary>The text with this fixture's folder replaced, to be compared with a golden one.</summary>
    public string Masked(StringWriter writer) => writer.ToString().Replace(Root, "ROOT", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private FakeStudyStore Open(string path)
    {
        File.WriteAllText(path, "");
        if (!Stores.TryGetValue(path, out var store)) Stores[path] = store = new();
        return store;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }
}
