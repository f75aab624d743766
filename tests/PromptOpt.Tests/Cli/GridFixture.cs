using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Cli;

/// <summary>The command line with real sessions on the toy task, studies in memory, and two scripted models that like different sentences.</summary>
internal sealed class GridFixture : IDisposable
{
    /// <summary>The other model's file.</summary>
    public const string Other = "other.gguf";

    private readonly Dictionary<string, MemoryStudyStore> _stores = [];

    public GridFixture()
    {
        File.WriteAllText(Path.Combine(Cli.Root, "models", Other), "");
        Cli.Backend = new()
        {
            LoadTask = folder => ToyTask.Spec(folder),
            ReadData = (_, _) => ToyTask.Data(),
            OpenStore = Open,
            WriteCsv = (_, _) => { },
            WriteBest = (_, _, _, _, _, _) => { },
            OpenModel = (options, _, _) => Task.FromResult<ILanguageModel>(Path.GetFileName(options.ModelPath) == Other ? Model("other", "Answer with the label alone.") : Model("scripted", "careful and exact")),
        };
    }

    public CliFixture Cli { get; } = new();

    /// <summary>Runs a command that must succeed, with the repository's own prompts where it begins studies.</summary>
    public async Task RunAsync(string line) => Assert.True(await Cli.RunAsync(line.Replace("PROMPTS", RepositoryFolder.File("prompts"), StringComparison.Ordinal)) == 0, Cli.Error.ToString());

    /// <summary>Runs a study of the grid classify.</summary>
    public Task SearchAsync(string options) => RunAsync($"optimize intents --strategy grid --prompts PROMPTS --no-cache --train-rows 8 --validation-rows 40 {options}");

    public void Dispose() => Cli.Dispose();

    /// <summary>A model that is right more often where the system message holds a sentence that it likes.</summary>
    private static ScriptedLanguageModel Model(string identity, string liked) => new()
    {
        Info = new() { Name = identity, Identity = identity, ContextTokens = 4096, Engine = "test" },
        Score = request =>
        {
            string system = request.Prompt.Messages[0].Role == ChatRole.System ? request.Prompt.Messages[0].Text : "", row = request.Prompt.Messages[^1].Text;
            double chance = 0.4 + (system.Contains(liked, StringComparison.Ordinal) ? 0.3 : 0) + (request.Prompt.AnswerPrefix.Length > 0 ? 0.1 : 0);
            double luck = 0.7 * Uniform(row) + 0.3 * Uniform(system + row + request.Prompt.AnswerPrefix); // rows are hard or easy for all prompts
            int right = int.TryParse(row.Split(' ')[^1], out int n) ? n % 3 : 0, said = luck < chance ? right : (right + 1) % 3;
            return [.. Enumerable.Range(0, request.Continuations.Count).Select(i => i == said ? -1.0 : -3)];
        },
    };

    private static double Uniform(string text) => new SeededRandom(text.Aggregate(17UL, (hash, c) => unchecked(hash * 31 + c))).NextDouble();

    private MemoryStudyStore Open(string path)
    {
        File.WriteAllText(path, ""); // so that it is found on disk
        if (!_stores.TryGetValue(path, out var store)) _stores[path] = store = new();
        return store;
    }
}
