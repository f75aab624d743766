using PromptOpt.Candidates;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Storage;

namespace PromptOpt.Tests.Reports;

/// <summary>One finished study, small enough to read.</summary>
internal static class SampleReport
{
    public static IReadOnlyList<string> Labels { get; } = ["negative", "positive"];

    public static Study Study => StoreContract.SampleStudy with { Seed = 7 };

    public static TaskSpec Task => new()
    {
        Name = "reviews",
        Folder = "/tasks/reviews",
        Data = new() { File = "/tasks/reviews/data.jsonl" },
        Seed = new() { Instruction = "Classify." },
    };

    public static Trial Trial => new()
    {
        Number = 12,
        Level = 3,
        State = TrialState.Complete,
        Operator = "rewrite",
        Parent = 4,
        Change = "names both labels",
        Value = 0.875,
        StandardError = 0.034,
        TrainValue = 0.9,
        SeedValue = 0.75,
        Rows = 96,
        Spending = new(136, 20_400, 9_000),
        Calibration = new(CalibrationMethod.MeanLog, [-1.25, -0.5], 40),
        Candidate = new()
        {
            Instruction = "Decide whether the review is positive or negative.\n\nAnswer with one word: \"positive\" or \"negative\".",
            User = "Review: {{input}}",
            AnswerPrefix = "Label:",
            Mode = AnswerMode.Choice,
            Layout = ExampleLayout.Inline,
            LabelWords = new Dictionary<string, string> { ["positive"] = "good" },
            Examples =
            [
                new()
                {
                    Id = "0011223344556677",
                    Input = "Great, \"really\" great.",
                    Target = "positive",
                    Fields = new Dictionary<string, string> { ["text"] = "Great, \"really\" great.", ["label"] = "positive" },
                },
            ],
            Decoding = new() { Stop = ["\n"], MaxTokens = 8 },
        },
    };

    public static StudyOutcome Outcome => new()
    {
        Verdict = VerdictKind.NotImproved,
        Explanation = "Not improved: the difference is +0.1 points on 900 test rows.",
        BestTrial = 12,
        TestAccuracy = 0.5,
        TestRows = 900,
        TestUses = 1,
    };
}
