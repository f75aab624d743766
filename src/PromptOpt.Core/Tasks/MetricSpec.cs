using PromptOpt.Environments;
using PromptOpt.Grammars;

namespace PromptOpt.Tasks;

/// <summary>How an answer is judged.</summary>
public sealed record MetricSpec
{
    /// <summary>The comparison. Default exact match; not looked at where there is a <see cref="Program"/>.</summary>
    public MetricKind Kind { get; init; } = MetricKind.ExactMatch;

    /// <summary>Pattern of the regex metric; null reads the target as the pattern.</summary>
    public string? Pattern { get; init; }

    /// <summary>Largest difference the numeric metric forgives, at least 0. Default 1e-9.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The task's schema (<c>answer.schema</c>), which the JSON metric checks answers against; null checks that they are JSON.</summary>
    public JsonSchema? Schema { get; init; }

    /// <summary>A program of the user's own that judges instead; null for the built-in comparisons.</summary>
    public ProgramSpec? Program { get; init; }
}
