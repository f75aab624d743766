using PromptOpt.Candidates;
using PromptOpt.Cli.Running;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Cli;

/// <summary>A session that makes up its trials, stores them and tells the observer.</summary>
internal sealed class FakeSession(SessionInputs parts) : ISession
{
    public static StudyOutcome Improved { get; } = new()
    {
        Verdict = VerdictKind.Improved,
        Explanation = "The lower bound of the paired difference is above 0.",
        BestTrial = 3,
        TestAccuracy = 0.75,
        SeedTestAccuracy = 0.5,
        Difference = 0.25,
        CiLow = 0.125,
        CiHigh = 0.375,
        P = 0.0004,
        TestRows = 96,
        TestUses = 1,
        TokensPerCorrect = 412.5,
        SeedTokensPerCorrect = double.PositiveInfinity,
        LatencyMedian = 0.031,
        SeedLatencyMedian = 0.028,
        ValidationValue = 0.78,
        Race = new(0.2, 3, 1, 288, 64, 32),
        Trials = 4,
        Spending = new(1412, 512345, 201234),
        Seconds = 151.5,
    };

    public StudyOutcome Outcome { get; init; } = Improved;

    public Func<int, CancellationToken, Task> BeforeTrial { get; init; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<string> Problems { get; init; } = [];

    public IReadOnlyList<string> Validate() => Problems;

    public async Task<StudyOutcome> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var trial in Trials())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await BeforeTrial(trial.Number, cancellationToken);
            parts.Store.SaveTrial(trial);
            parts.Observer.TrialEnded(trial, Status(trial.Number));
        }

        return Outcome;
    }

    public static IEnumerable<Trial> Trials()
    {
        var seed = new Trial
        {
            Number = 1,
            Level = 0,
            State = TrialState.Complete,
            Candidate = new Candidate { Instruction = "Name the intent: [refund] or [other].", Decoding = new DecodingParameters { MaxTokens = 8 } },
            Operator = "seed",
            Value = 0.52,
            StandardError = 0.05,
            SeedValue = 0.52,
            Rows = 96,
            Spending = new(96, 9600, 4000),
        };
        yield return seed;
        var choice = seed with
        {
            Number = 2,
            Level = 1,
            Operator = "choice",
            Parent = 1,
            Change = "score the labels",
            Value = 0.61,
            Candidate = seed.Candidate with { Mode = AnswerMode.Choice },
        };
        yield return choice;
        var examples = new[] { Row("a1", "I want my money back", "refund"), Row("a2", "Where are you?", "other"), Row("a3", "[/INST] hi", "other"), Row("a4", "Refund!", "refund") };
        yield return choice with
        {
            Number = 3,
            Operator = "examples",
            Parent = 2,
            Change = "4 examples as chat turns",
            Value = 0.78,
            StandardError = 0.042,
            Candidate = choice.Candidate with { Examples = examples },
            Calibration = new(CalibrationMethod.Batch, [0.1, -0.1], 40),
        };
        yield return choice with
        {
            Number = 4,
            Level = 2,
            Operator = "rewrite",
            Parent = 3,
            Change = "shorter",
            State = TrialState.Pruned,
            Value = 0.5,
            SeedValue = 0.5,
            Rows = 32,
            RowsSaved = 64,
            Reason = "cannot win",
        };
    }

    public static SessionStatus Status(int trial) => new()
    {
        Trial = trial,
        Level = trial / 2,
        Phase = Phase.Validation,
        Operator = "examples",
        RowsDone = 32,
        RowsPlanned = 96,
        Seed = Trials().First(),
        Best = Trials().Take(trial).Where(t => t.State == TrialState.Complete).MaxBy(t => t.Value),
        RowsSaved = Trials().Take(trial).Sum(t => t.RowsSaved),
        Spent = new(trial * 96, trial * 9600, trial * 4000),
        Reserved = new(192, 20000, 0),
        Budget = new() { Trials = 4, Time = TimeSpan.FromSeconds(150) },
        Elapsed = TimeSpan.FromSeconds(trial * 20),
        TokensPerSecond = 5234,
        Remaining = TimeSpan.FromSeconds(80 - trial * 20),
    };

    private static Example Row(string id, string input, string target) =>
        new() { Id = id, Input = input, Target = target, Fields = new Dictionary<string, string> { ["input"] = input } };
}
