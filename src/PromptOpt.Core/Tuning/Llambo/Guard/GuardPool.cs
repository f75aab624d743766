using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>The configurations among which one is chosen: the classical sampler's own first, then the advisor's, then others that an advised one must beat.</summary>
/// <param name="Members">All, without repetition.</param>
/// <param name="Advised">How many behind the first are the advisor's.</param>
internal sealed record GuardPool(IReadOnlyList<Configuration> Members, int Advised)
{
    private const int MoreSuggestions = 3;
    private const int Parents = 3;
    private const int ChildrenEach = 2;
    private const double Width = 0.1;

    /// <summary>Whether a member is the advisor's.</summary>
    public bool IsAdvised(int index) => index >= 1 && index <= Advised;

    public static GuardPool Of(SamplerContext context, ISampler core, Configuration classical, IEnumerable<Configuration> advised)
    {
        var members = new List<Configuration> { classical };
        var seen = new HashSet<Configuration> { classical };
        members.AddRange(advised.Where(c => context.Space.Allows(c) && context.IsNew(c) && seen.Add(c)));
        int count = members.Count - 1;
        members.AddRange(Others(context, core).Where(c => context.Space.Allows(c) && context.IsNew(c) && seen.Add(c)));
        return new(members, count);
    }

    // What the classical sampler would suggest with other randomness, and small steps from the best so far.
    private static IEnumerable<Configuration> Others(SamplerContext context, ISampler core)
    {
        for (ulong i = 0; i < MoreSuggestions; i++) yield return core.Suggest(context with { Study = context.Study.Fork(RandomKeys.Pool, i) }).Configuration;
        var random = context.Random.Fork(RandomKeys.Pool);
        foreach (var parent in context.Complete.OrderByDescending(o => o.Value).ThenBy(o => o.Number).Take(Parents))
        {
            double[] centre = context.Space.PointOf(parent.Configuration);
            for (int child = 0; child < ChildrenEach; child++)
                yield return context.Space.At([.. centre.Select(x => Math.Clamp(x + Width * random.NextNormal(), 0, 1))]);
        }
    }
}
