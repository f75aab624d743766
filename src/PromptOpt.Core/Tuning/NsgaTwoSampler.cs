using PromptOpt.Statistics;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// NSGA-II for several objectives (Deb et al. 2002): generations of children of crossed and mutated parents, of which those on the best fronts survive, the less crowded before the others. Generations are
/// read off the history, as many trials that ran each as the population is large.
/// </summary>
/// <param name="population">Trials a generation, at least 4. Default 24, for budgets of a few hundred; the authors took 100.</param>
public sealed class NsgaTwoSampler(int population = 24) : ISampler
{
    private const double CrossoverChance = 0.9;
    private const int MostTries = 20;

    private readonly int _population = population >= 4 ? population : throw new ArgumentOutOfRangeException(nameof(population), population, "must be at least 4");

    /// <inheritdoc/>
    public string Name => "nsga-2";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        context = context.WithinBudget();
        var survivors = Survivors([.. context.Complete]);
        if (survivors.Count == 0) return new(SpaceFilling.Next(context), Name);
        var random = context.Random;
        var space = new UnitSpace(context.Space);
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            var child = context.Space.At(Child(space, Parent(survivors, random), Parent(survivors, random), random));
            if (context.IsNew(child) && context.Space.Allows(child)) return new(child, Name);
        }

        return new(SpaceFilling.Next(context), Name);
    }

    /// <summary>The parents of the next child, the best first; none before a generation is full.</summary>
    internal IReadOnlyList<Observation> Survivors(IReadOnlyList<Observation> complete)
    {
        List<Observation> survivors = [];
        for (int generation = 0; (generation + 1) * _population <= complete.Count; generation++)
            survivors = [.. NonDominatedSorting.Fronts([.. survivors, .. complete.Skip(generation * _population).Take(_population)]).SelectMany(front => front).Take(_population)];
        return survivors;
    }

    /// <summary>The better of two that are drawn; survivors come the best first.</summary>
    private static Observation Parent(IReadOnlyList<Observation> survivors, SeededRandom random) =>
        survivors[Math.Min(random.Next(survivors.Count), random.Next(survivors.Count))];

    private static double[] Child(UnitSpace space, Observation mother, Observation father, SeededRandom random)
    {
        var (one, other) = (space.Space.PointOf(mother.Configuration), space.Space.PointOf(father.Configuration));
        bool crosses = random.NextDouble() < CrossoverChance;
        double mutationChance = 1.0 / space.Dimensions;
        var child = new double[space.Dimensions];
        for (int d = 0; d < child.Length; d++)
        {
            child[d] = !crosses || random.Next(2) == 0 ? one[d] : space.Unordered[d] ? other[d] : RealVariation.Crossed(one[d], other[d], random);
            if (random.NextDouble() < mutationChance) child[d] = space.Unordered[d] ? random.NextDouble() : RealVariation.Mutated(child[d], random);
        }

        return child;
    }
}
