using System.Text.Json.Serialization;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>Everything that is optimised about asking one language model one kind of question.</summary>
public sealed record Candidate
{
    /// <summary>Most <see cref="Samples"/>.</summary>
    public const int MostSamples = 64;

    /// <summary>Template of the system message.</summary>
    public required string Instruction { get; init; }

    /// <summary>Template of the user message.</summary>
    public string User { get; init; } = "{{input}}";

    /// <summary>Text that every answer is made to begin with.</summary>
    public string AnswerPrefix { get; init; } = "";

    /// <summary>Text that the instruction asks for before the answer, behind room for reasoning, such as <c>Answer:</c>. What follows its last occurrence in a
    /// written reply is read, or the whole reply where it does not occur or nothing is found behind it. Null, the default: the whole reply.</summary>
    public string? AnswerMark { get; init; }

    /// <summary>Few-shot examples in order, always from the train split.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Examples that each row has of its own, behind the fixed ones; null for none.</summary>
    public NearestExamples? NearestExamples { get; init; }

    /// <summary>Where the examples stand.</summary>
    public ExampleLayout Layout { get; init; } = ExampleLayout.ChatTurns;

    /// <summary>How the answer is got.</summary>
    public AnswerMode Mode { get; init; } = AnswerMode.Free;

    /// <summary>Words that stand for labels towards the model, by label; a label without an entry stands for itself.</summary>
    public IReadOnlyDictionary<string, string> LabelWords { get; init; } = new Dictionary<string, string>();

    /// <summary>What is subtracted from label log-probabilities. Null: chosen by accuracy on the train rows that the trial reads anyway.</summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>How tokens are drawn in free mode.</summary>
    public DecodingParameters Decoding { get; init; } = new();

    /// <summary>Seed that all answers are drawn with, 0 or more, so that one question gets one answer from a model that is
    /// <see cref="LanguageModelCapabilities.Repeatable"/>: the first sample and a single reply have this seed itself, further samples and turns have seeds that follow from it.
    /// Null, the default, for a fresh seed for every answer. Of no effect at temperature 0 and where labels are scored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AnswerSeed { get; init; }

    /// <summary>Answers that are drawn for a row, 1 to <see cref="MostSamples"/>. Default 1. More need a temperature above 0, and are not for episodes.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>How one answer is made of several. Of no effect with one sample. Default <see cref="Aggregation.MajorityVote"/>.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.MajorityVote;

    /// <summary>Thinking in turns before a written answer, or between the actions of an episode. Null, the default: one reply is the answer.</summary>
    public ReasoningLoop? Reasoning { get; init; }

    /// <summary>Seed of the answer to a row.</summary>
    /// <param name="fresh">The one that the row has of its own.</param>
    internal ulong SeedOr(ulong fresh) => AnswerSeed is { } seed ? (ulong)seed : fresh;

    /// <summary>The same with labels scored instead of an answer written: nothing is drawn then, and nothing thought.</summary>
    internal Candidate WithScoredLabels() => this with { Mode = AnswerMode.Choice, Samples = 1, Reasoning = null };
}
