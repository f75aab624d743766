using PromptOpt.Statistics;

namespace PromptOpt.Tuning;

/// <summary>How coordinates of the unit cube are crossed and mutated.</summary>
internal static class RealVariation
{
    private const double CrossoverIndex = 20;
    private const double MutationIndex = 20;

    /// <summary>One of the two children of simulated binary crossover (Deb and Agrawal 1995): near one parent or the other, their mean the parents' mean.</summary>
    public static double Crossed(double one, double other, SeededRandom random)
    {
        double u = random.NextDouble();
        double spread = Math.Pow(u <= 0.5 ? 2 * u : 1 / (2 * (1 - u)), 1 / (CrossoverIndex + 1));
        double side = random.Next(2) == 0 ? spread : -spread;
        return Math.Clamp(((one + other) + side * (one - other)) / 2, 0, 1);
    }

    /// <summary>Polynomial mutation within the bounds (Deb and Goyal 1996, with the distances to the bounds of Deb et al. 2002's program).</summary>
    public static double Mutated(double value, SeededRandom random)
    {
        double u = random.NextDouble();
        const double Power = MutationIndex + 1;
        double step = u < 0.5
            ? Math.Pow(2 * u + (1 - 2 * u) * Math.Pow(1 - value, Power), 1 / Power) - 1
            : 1 - Math.Pow(2 * (1 - u) + (2 * u - 1) * Math.Pow(value, Power), 1 / Power);
        return Math.Clamp(value + step, 0, 1);
    }
}
