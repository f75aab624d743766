using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>What a sampler that learns suggests while there is too little to learn from: the next points of an evenly spread sequence that are new and allowed.</summary>
internal static class SpaceFilling
{
    private const ulong Key = 0xF111;
    private const int MostTries = 1000;
    private const double MostShare = 0.5; // of what is left of the budget, for one point of a design from which nothing was learned yet

    /// <summary>How many configurations that ran are enough: one more than there are parameters, within 3 and 6.</summary>
    public static int Enough(SearchSpace space) => Math.Clamp(space.Dimensions + 1, 3, 6);

    /// <summary>The next point. Where cost counts, those of the first design come by what they are expected to cost, the cheapest first.</summary>
    public static Configuration Next(SamplerContext context)
    {
        var tried = new Tried(context);
        if (context.Costs is { Weight: > 0 } costs && Cheapest(context, tried, costs) is { } cheapest) return cheapest;
        return Points(context).Skip(context.History.Count).FirstOrDefault(tried.IsFresh)
            ?? tried.Fresh(context.Space.PointOf(context.Space.Draw(context.Random)), context.Random);
    }

    /// <summary>The cheapest that is left of the points that come after the default until there are enough; one that would take too much of what is left of the budget makes room for another one.</summary>
    private static Configuration? Cheapest(SamplerContext context, Tried tried, ExpectedCosts costs) =>
        Points(context).Skip(1).Where(point => !context.IsNew(point) || (tried.IsFresh(point) && costs.ShareOf(point) <= MostShare))
            .Distinct().Take(Enough(context.Space) - 1).Where(context.IsNew).MinBy(costs.ShareOf);

    private static IEnumerable<Configuration> Points(SamplerContext context) =>
        LowDiscrepancy.Points(context.History.Count + MostTries, context.Space.Dimensions, context.Study.Fork(Key)).Select(context.Space.At);
}
