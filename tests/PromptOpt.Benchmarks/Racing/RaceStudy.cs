using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>One study of a scenario, driven by the session of the product.</summary>
internal static class RaceStudy
{
    private const int TestRows = 140;

    /// <summary>What became of a study.</summary>
    internal sealed record Result(StudyOutcome Outcome, IReadOnlyList<Trial> Trials, double[] Rates);

    /// <summary>Runs a study to its verdict.</summary>
    public static async Task<Result> RunAsync(RaceScenario scenario, int number, string promptsFolder, string ledger)
    {
        var random = new SeededRandom((ulong)number);
        var rates = scenario.Rates(random.Fork(1));
        var options = new SessionOptions { Seed = number, TrainRows = 8, ValidationRows = scenario.RaceRows, EliminationError = scenario.Error };
        using var store = PlantedStudy.Create(
            scenario.Name, options, [.. rates.Select(rate => new Candidate { Instruction = Instruction(rate), Decoding = new() { MaxTokens = 2 } })]);
        await using var model = new ScriptedCoins(random.Fork(2).NextBits(), scenario.Shared);
        var session = new OptimizationSession(new()
        {
            Task = Task(rates[0]),
            Data = Data(scenario),
            Models = ModelRoles.All(model),
            Store = store,
            PromptsFolder = promptsFolder,
            TestUses = new TestLedger(ledger),
            Observer = new PlantedStudy.Silence(),
            Time = TimeProvider.System,
        });
        var outcome = await session.RunAsync(CancellationToken.None);
        return new(outcome, store.ReadTrials(), rates);
    }

    private static string Instruction(double rate) => rate.ToString("R", CultureInfo.InvariantCulture) + " is the rate.";

    private static TaskSpec Task(double rate) => new()
    {
        Name = "scripted",
        Folder = "scripted",
        Data = new() { File = "none" },
        Seed = new() { Instruction = Instruction(rate), MaxTokens = 2 },
    };

    private static TaskData Data(RaceScenario scenario) => new()
    {
        Train = Rows(0, 8),
        Validation = Rows(1000, scenario.ValidationRows),
        Test = Rows(2000, TestRows),
        Labels = [],
        Fields = ["input", "target"],
        Notes = [],
        Fingerprint = "scripted",
        TestFingerprint = "scripted",
    };

    private static Example[] Rows(int first, int count) => Enumerable.Range(first, count).Select(i => $"{i}").Select(text => new Example
    {
        Id = text,
        Input = text,
        Target = "yes",
        Fields = new Dictionary<string, string> { ["input"] = text, ["target"] = "yes" },
    }).ToArray();
}
