namespace PromptOpt.Tuning.Populations;

/// <summary>
/// Evolution strategy with covariance matrix adaptation (Hansen 2016, The CMA Evolution Strategy: A Tutorial): a normal distribution moves and stretches towards the better
/// half of each generation. It begins around the default. When it stagnates, it begins again elsewhere with twice the population (Auger &amp; Hansen 2005).
/// Whole numbers and lists are seen through the unit cube. A generation whose results are not all there is filled further from the same distribution.
/// </summary>
/// <param name="population">Points of a generation, at least 4; null, the default: 4 + 3 ln(dimensions), rounded down.</param>
/// <param name="sigma">First standard deviation of each coordinate of the unit cube, above 0. Default 0.3.</param>
public sealed class CmaEsSampler(int? population = null, double sigma = 0.3) : ISampler
{
    private const int Redraws = 20;
    private const ulong RestartKey = 0xC3AE5;

    private readonly int? _population = population is null or >= 4 ? population : throw new ArgumentOutOfRangeException(nameof(population), "a generation needs at least four points");
    private readonly double _sigma = sigma > 0 ? sigma : throw new ArgumentOutOfRangeException(nameof(sigma), "the first standard deviation must be above 0");

    /// <inheritdoc/>
    public string Name => "cma-es";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        var distribution = Replay(context);
        var tried = new Tried(context);
        var random = context.Random;
        double[] point = distribution.Draw(random);
        for (int redraw = 0; redraw < Redraws && !(IsInside(point) && tried.IsFresh(context.Space.At(point))); redraw++) point = distribution.Draw(random);
        return new(tried.Fresh([.. point.Select(x => Math.Clamp(x, 0, 1))], random), Name);
    }

    private CmaDistribution Replay(SamplerContext context)
    {
        Observation[] own = [.. context.SuggestedBy(Name)];
        int size = _population ?? 4 + (int)(3 * Math.Log(context.Space.Dimensions)), restarts = 0;
        var distribution = new CmaDistribution(context.Space.PointOf(context.Space.Default), _sigma, size);
        var stagnation = new CmaStagnation(context.Space.Dimensions, size);
        for (int first = 0; first + size <= own.Length;)
        {
            var generation = own[first..(first + size)];
            if (generation.Any(o => o.State == ObservationState.Pending)) break;
            first += size;
            Observation[] bestFirst = [.. ObservationOrder.BestFirst(generation)];
            distribution.Learn([.. bestFirst.Select(o => context.Space.PointOf(o.Configuration))]);
            if (!stagnation.Sees(bestFirst[0], distribution)) continue;
            size *= 2;
            distribution = new(Elsewhere(context, restarts++), _sigma, size);
            stagnation = new(context.Space.Dimensions, size);
        }

        return distribution;
    }

    private static double[] Elsewhere(SamplerContext context, int restart)
    {
        var random = context.Study.Fork(RestartKey, (ulong)restart);
        return [.. Enumerable.Range(0, context.Space.Dimensions).Select(_ => random.NextDouble())];
    }

    private static bool IsInside(double[] point) => point.All(x => x is >= 0 and <= 1);
}
