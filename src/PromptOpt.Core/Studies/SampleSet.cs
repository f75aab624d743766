using System.Text.Json.Serialization;

namespace PromptOpt.Studies;

/// <summary>The answers that were drawn for a row, and which of them counts.</summary>
public sealed record SampleSet
{
    /// <summary>The answers in the order of their seeds; at least one.</summary>
    public required IReadOnlyList<SampleRecord> Drawn { get; init; }

    /// <summary>Index of the one that counts. A pure function of the answers and the candidate.</summary>
    public int Chosen { get; init; }

    /// <summary>The one that counts.</summary>
    [JsonIgnore]
    public SampleRecord Answer => Drawn[Chosen];
}
