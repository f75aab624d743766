using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Functions;

/// <summary>A function of a real number, a whole one, a word, and numbers that count under one word each, as when the settings of a learner are tuned.</summary>
internal static class MixedFunction
{
    private static readonly SearchSpace Space = new(
    [
        Parameter.Real("shift", -5, 5, -3),
        Parameter.Whole("depth", 1, 12, 3),
        Parameter.Categorical("kernel", ["linear", "rbf", "poly"], "linear"),
        Parameter.Real("gamma", 1e-4, 10, 1e-3, ParameterScale.Log) with { Condition = new("kernel", ["rbf"]) },
        Parameter.Whole("degree", 2, 6, 5) with { Condition = new("kernel", ["poly"]) },
    ]);

    /// <summary>The best kernel, rbf, is worse than poly away from the right gamma, and linear has no numbers of its own.</summary>
    public static SyntheticFunction Mixed { get; } = new()
    {
        Name = "mixed",
        Space = Space,
        ValueAt = ValueAt,
        Optimum = new(new Dictionary<string, ParameterValue> { ["shift"] = 1.5, ["depth"] = 8, ["kernel"] = "rbf", ["gamma"] = 0.1 }),
        Best = 0,
    };

    private static double ValueAt(Configuration configuration) => -(
        Math.Pow(configuration["shift"].Number - 1.5, 2) / 4
        + Math.Pow(configuration["depth"].Number - 8, 2) / 10
        + configuration["kernel"].ToString() switch
        {
            "rbf" => Math.Pow(Math.Log10(configuration["gamma"].Number) + 1, 2),
            "poly" => 0.5 + Math.Abs(configuration["degree"].Number - 3) / 2,
            _ => 2,
        });
}
