namespace PromptOpt.Tests.Tuning.Functions;

/// <summary>Objectives with known optima, for tests of samplers.</summary>
internal static class SyntheticFunctions
{
    /// <summary>Those whose parameters are all real numbers and count always, without noise.</summary>
    public static IReadOnlyList<SyntheticFunction> Numeric { get; } =
    [
        NumericFunctions.Branin, NumericFunctions.Hartmann3, NumericFunctions.Hartmann6, NumericFunctions.Ackley, NumericFunctions.Rosenbrock,
        NumericFunctions.Rastrigin, NumericFunctions.Griewank, NumericFunctions.Levy, NumericFunctions.Sphere,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SyntheticFunction> All { get; } = [.. Numeric, MixedFunction.Mixed, NumericFunctions.NoisyBranin];
}
