using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>What was tried or is being tried, so that nothing is tried twice while something new is left, and a point that no configuration may have is repaired.</summary>
internal sealed class Tried(SamplerContext context)
{
    private const int Neighbours = 60, Strangers = 100, MostCounted = 20_000;
    private const double Nearest = 0.01, Farthest = 1;

    private readonly SearchSpace _space = context.Space;
    private readonly HashSet<Configuration> _tried = [.. context.History.Select(o => o.Configuration)];

    /// <summary>Whether a configuration is allowed and nobody has tried it.</summary>
    public bool IsFresh(Configuration configuration) => !_tried.Contains(configuration) && _space.Allows(configuration);

    /// <summary>
    /// The configuration at a point if it is new, else one near it, else any new one. Where a finite space has none left, an allowed one that was tried.
    /// </summary>
    /// <param name="wanted">A point of the unit cube.</param>
    /// <param name="random">Draws the neighbours; nothing is drawn where the wanted one is new.</param>
    public Configuration Fresh(IReadOnlyList<double> wanted, SeededRandom random)
    {
        var configuration = _space.At(wanted);
        if (IsFresh(configuration)) return configuration;
        return Around(wanted, random).FirstOrDefault(IsFresh) ?? AnyOf(FullFactorial.Of(_space, MostCounted), random)
            ?? (_space.Allows(configuration) ? configuration : _space.Draw(random));
    }

    /// <summary>One that is new among some, each as likely; null if none is.</summary>
    public Configuration? AnyOf(IEnumerable<Configuration> configurations, SeededRandom random)
    {
        Configuration[] fresh = [.. configurations.Where(IsFresh)];
        return fresh.Length > 0 ? fresh[random.Next(fresh.Length)] : null;
    }

    private IEnumerable<Configuration> Around(IReadOnlyList<double> point, SeededRandom random)
    {
        for (int i = 0; i < Neighbours; i++)
        {
            double distance = Nearest * Math.Pow(Farthest / Nearest, i / (Neighbours - 1.0));
            yield return _space.At([.. point.Select(x => x + distance * random.NextNormal())]);
        }

        for (int i = 0; i < Strangers; i++) yield return _space.At([.. point.Select(_ => random.NextDouble())]);
    }
}
