using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>What a sampler that learns suggests while there is too little to learn from: the next points of an evenly spread sequence that are new and allowed.</summary>
internal static class SpaceFilling
{
    private const ulong Key = 0xF111;
    private const int MostTries = 1000;

    /// <summary>How many configurations that ran are enough: one more than there are parameters, within 3 and 6.</summary>
    public static int Enough(SearchSpace space) => Math.Clamp(space.Dimensions + 1, 3, 6);

    /// <summary>The next point.</summary>
    public static Configuration Next(SamplerContext context)
    {
        var tried = new Tried(context);
        foreach (var point in LowDiscrepancy.Points(context.History.Count + MostTries, context.Space.Dimensions, context.Study.Fork(Key)).Skip(context.History.Count))
        {
            var configuration = context.Space.At(point);
            if (tried.IsFresh(configuration)) return configuration;
        }

        return tried.Fresh(context.Space.PointOf(context.Space.Draw(context.Random)), context.Random);
    }
}
