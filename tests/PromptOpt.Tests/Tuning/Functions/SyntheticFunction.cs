using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Functions;

/// <summary>An objective whose optimum is known. Values are turned round where the literature minimises: higher is better.</summary>
internal sealed record SyntheticFunction
{
    /// <summary>Such as branin.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is defined. The default is a point of middling value, never the optimum, and the optimum of a symmetric function is not in the middle of the box.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The exact value of a configuration.</summary>
    public required Func<Configuration, double> ValueAt { get; init; }

    /// <summary>A configuration of the largest value; some functions have several.</summary>
    public required Configuration Optimum { get; init; }

    /// <summary>The largest value.</summary>
    public required double Best { get; init; }

    /// <summary>Standard deviation of what is observed around the exact value; 0, the default: none.</summary>
    public double Noise { get; init; }

    /// <summary>How far the exact value of a configuration is below the best; at least 0 up to rounding.</summary>
    public double Regret(Configuration configuration) => Best - ValueAt(configuration);

    /// <summary>What an evaluation sees.</summary>
    public double Observe(Configuration configuration, SeededRandom random) =>
        ValueAt(configuration) + (Noise > 0 ? Noise * random.NextNormal() : 0);
}
