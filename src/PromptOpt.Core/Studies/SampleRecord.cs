using System.Text.Json.Serialization;

namespace PromptOpt.Studies;

/// <summary>One of the answers that were drawn for a row.</summary>
public sealed record SampleRecord
{
    /// <summary>The reply as written, without the answer prefix; of a reasoning loop its last turn, with it.</summary>
    public required string Output { get; init; }

    /// <summary>Why the reply ended: stop or length; <c>context</c> where a loop had no room for its next turn.</summary>
    public string Finish { get; init; } = "stop";

    /// <summary>Mean natural log-probability of the reply's tokens, of a loop those of all its steps; null where nobody asked for it.</summary>
    public double? MeanLogProbability { get; init; }

    /// <summary>Mean entropy of the tokens that were drawn, in nats; null where it was not asked for or none was drawn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TokenEntropy { get; init; }

    /// <summary>The steps of its reasoning loop, in order; empty where there was none.</summary>
    public IReadOnlyList<ThoughtRecord> Steps { get; init; } = [];
}
