using PromptOpt.Statistics;
using PromptOpt.Tuning.Designs;

namespace PromptOpt.Tuning.Populations;

/// <summary>
/// A swarm of particles that fly on, each drawn to the best place that it has seen and to the best that anybody has (Kennedy &amp; Eberhart 1995), held together by the
/// constriction of Clerc &amp; Kennedy 2002. It begins as a Latin hypercube. A particle's place is where it was tried and its velocity is its last step, so a swarm is
/// rebuilt from the history alone; particles take turns and do not wait for each other.
/// </summary>
/// <param name="particles">Size of the swarm, at least 2; null, the default: 10 + 2 sqrt(dimensions), rounded down, as in the standard swarm of 2006.</param>
public sealed class ParticleSwarmSampler(int? particles = null) : ISampler
{
    // Clerc and Kennedy 2002, section V: phi = 4.1 shared by two pulls gives this constriction.
    private const double Constriction = 0.7298, Pull = 2.05;
    private const ulong SwarmKey = 0x50A3;

    private readonly int? _particles = particles is null or >= 2 ? particles : throw new ArgumentOutOfRangeException(nameof(particles), "a swarm needs at least two particles");

    /// <inheritdoc/>
    public string Name => "particle-swarm";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        Observation[] own = [.. context.SuggestedBy(Name)];
        int size = _particles ?? 10 + (int)(2 * Math.Sqrt(context.Space.Dimensions));
        var random = context.Random;
        double[] point = own.Length < size
            ? LatinHypercube.Block(size, context.Space.Dimensions, context.Study.Fork(SwarmKey))[own.Length]
            : Move(context, [.. own.Where((_, i) => i % size == own.Length % size)], random);
        return new(new Tried(context).Fresh(point, random), Name);
    }

    private static double[] Move(SamplerContext context, Observation[] past, SeededRandom random)
    {
        double[] here = context.Space.PointOf(past[^1].Configuration);
        double[] before = past.Length > 1 ? context.Space.PointOf(past[^2].Configuration) : FirstStep(here, random);
        double[] mine = Best(context, past) ?? here;
        double[] best = Best(context, context.History) ?? mine;
        return [.. here.Select((x, d) => Math.Clamp(
            x + Constriction * (x - before[d] + Pull * random.NextDouble() * (mine[d] - x) + Pull * random.NextDouble() * (best[d] - x)), 0, 1))];
    }

    // Where it would have come from with half the way to a random place as its first velocity.
    private static double[] FirstStep(double[] here, SeededRandom random) => [.. here.Select(x => x - (random.NextDouble() - x) / 2)];

    private static double[]? Best(SamplerContext context, IEnumerable<Observation> observations) =>
        ObservationOrder.BestFirst(observations).FirstOrDefault() is { } best ? context.Space.PointOf(best.Configuration) : null;
}
