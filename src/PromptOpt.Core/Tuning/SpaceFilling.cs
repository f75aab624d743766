using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>What a sampler that learns suggests while there is too little to learn from: the next points of an evenly spread sequence that are new and allowed.</summary>
internal static class SpaceFilling
{
    private const ulong Key = 0xF111;
    private const int MostTries = 1000;

    /// <summary>How many configurations that ran are enough: one more than there are parameters, within 3 and 6.</summary>
    public static int Enough(SearchSpace space) => Math.Clamp(space.Dimensions + 1, 3, 6);

    /// <summary>The next point. Where cost counts, the first <see cref="Enough"/> of them come by what they are expected to cost, the cheapest first.</summary>
    public static Configuration Next(SamplerContext context)
    {
        var tried = new Tried(context);
        if (context.Costs is { Weight: > 0 } costs && Cheapest(context, tried, costs) is { } cheapest) return cheapest;
        return Points(context).Skip(context.History.Count).FirstOrDefault(tried.IsFresh)
            ?? tried.Fresh(context.Space.PointOf(context.Space.Draw(context.Random)), context.Random);
    }

    private static Configuration? Cheapest(SamplerContext context, Tried tried, ExpectedCosts costs) =>
        Points(context).Where(point => tried.IsFresh(point) || !context.IsNew(point)).Distinct().Take(Enough(context.Space)).Where(tried.IsFresh).MinBy(costs.ShareOf);

    private static IEnumerable<Configuration> Points(SamplerContext context) =>
        LowDiscrepancy.Points(context.History.Count + MostTries, context.Space.Dimensions, context.Study.Fork(Key)).Select(context.Space.At);
}
