using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Importance;

namespace PromptOpt.Tests.Tuning.Importance;

public sealed class AblationFromWinnerTests
{
    private static readonly Example Example = new() { Id = "a1", Input = "i", Target = "t", Fields = new Dictionary<string, string>() };

    private static readonly Candidate Baseline = new()
    {
        Instruction = "Say it.",
        Examples = [Example],
        Samples = 3,
        Decoding = new() { Temperature = 0.5 },
    };

    /// <summary>The baseline with one property changed, by the property.</summary>
    private static readonly Dictionary<string, Candidate> Changed = new()
    {
        ["Instruction"] = Baseline with { Instruction = "Say it now." },
        ["User"] = Baseline with { User = "Now: {{input}}" },
        ["AnswerPrefix"] = Baseline with { AnswerPrefix = "It is" },
        ["AnswerMark"] = Baseline with { AnswerMark = "Answer:" },
        ["Examples"] = Baseline with { Examples = [Example with { Id = "a2" }] },
        ["NearestExamples"] = Baseline with { NearestExamples = new(2, NearestBy.TfIdf) },
        ["Layout"] = Baseline with { Layout = ExampleLayout.Inline },
        ["Mode"] = Baseline with { Mode = AnswerMode.Choice },
        ["LabelWords"] = Baseline with { LabelWords = new Dictionary<string, string> { ["red"] = "R" } },
        ["Calibration"] = Baseline with { Calibration = CalibrationMethod.Batch },
        ["Decoding"] = Baseline with { Decoding = Baseline.Decoding with { Temperature = 0.9 } },
        ["AnswerSeed"] = Baseline with { AnswerSeed = 7 },
        ["Samples"] = Baseline with { Samples = 5 },
        ["Aggregation"] = Baseline with { Aggregation = Aggregation.First },
        ["Reasoning"] = Baseline with { Reasoning = new() { Steps = 4 } },
    };

    private static readonly Dictionary<string, DecodingParameters> ChangedDecoding = new()
    {
        ["Temperature"] = Baseline.Decoding with { Temperature = 0.1 },
        ["TopK"] = Baseline.Decoding with { TopK = 40 },
        ["TopP"] = Baseline.Decoding with { TopP = 0.9 },
        ["MinP"] = Baseline.Decoding with { MinP = 0.1 },
        ["TypicalP"] = Baseline.Decoding with { TypicalP = 0.9 },
        ["RepeatPenalty"] = Baseline.Decoding with { RepeatPenalty = 1.1 },
        ["RepeatLastN"] = Baseline.Decoding with { RepeatLastN = 8 },
        ["FrequencyPenalty"] = Baseline.Decoding with { FrequencyPenalty = 0.1 },
        ["PresencePenalty"] = Baseline.Decoding with { PresencePenalty = 0.1 },
        ["MaxTokens"] = Baseline.Decoding with { MaxTokens = 16 },
        ["Stop"] = Baseline.Decoding with { Stop = ["\n"] },
        ["LogitBias"] = Baseline.Decoding with { LogitBias = new Dictionary<int, double> { [3] = -1 } },
    };

    [Fact]
    public void Every_property_of_a_candidate_belongs_to_one_part_that_can_be_put_back()
    {
        // A property that is added to candidates: add it to CandidateParts and here.
        Assert.Equal(Names(typeof(Candidate)), Changed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Names(typeof(DecodingParameters)), ChangedDecoding.Keys.Order(StringComparer.Ordinal));
        foreach (var winner in Changed.Values.Concat(ChangedDecoding.Values.Select(decoding => Baseline with { Decoding = decoding })))
        {
            var step = Assert.Single(AblationFromWinner.Of(winner, Baseline));
            Assert.Equal(Baseline, step.Candidate);
            Assert.NotEqual(step.Winner, step.Baseline);
        }
    }

    [Fact]
    public void Each_step_puts_one_part_back_and_the_last_one_all()
    {
        var winner = Baseline with { Instruction = "Say it now.", Decoding = Baseline.Decoding with { TopP = 0.9, MaxTokens = 16 } };
        var steps = AblationFromWinner.Of(winner, Baseline);
        Assert.Equal(["instruction", "top_p", "max_tokens", AblationFromWinner.Everything], steps.Select(step => step.Part));
        Assert.Equal(winner with { Instruction = "Say it." }, steps[0].Candidate);
        Assert.Equal(winner with { Decoding = winner.Decoding with { TopP = 1 } }, steps[1].Candidate);
        Assert.Equal(("16", "128"), (steps[2].Winner, steps[2].Baseline));
        Assert.Equal(Baseline, steps[3].Candidate);
    }

    [Fact]
    public void There_is_no_step_from_a_candidate_to_itself() => Assert.Empty(AblationFromWinner.Of(Baseline, Baseline));

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal);
}
