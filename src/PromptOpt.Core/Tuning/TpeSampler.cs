using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate and with the settings that Watanabe (2023) found to matter: of points drawn near the best configurations, that is tried which is
/// most likely among those and least among the others. Pending configurations count among the others; those that break a constraint come after those that do not, failed ones last.
/// </summary>
public sealed class TpeSampler : ISampler
{
    private const double GoodShare = 0.15;
    private const int Candidates = 64;

    /// <inheritdoc/>
    public string Name => "tpe";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        context = context.WithinBudget();
        if (context.Complete.Count() < SpaceFilling.Enough(context.Space)) return new(SpaceFilling.Next(context), Name);
        return new(Best(context, context.History) ?? SpaceFilling.Next(context), Name);
    }

    /// <summary>What is most likely to be good and new; null where everything that was drawn has been tried.</summary>
    /// <param name="context">Where to search, and what is not new.</param>
    /// <param name="learned">The part of the history that is learned from, with at least one result.</param>
    internal static Configuration? Best(SamplerContext context, IReadOnlyList<Observation> learned)
    {
        var space = new UnitSpace(context.Space);
        Observation[] ranked = [.. ObservationOrder.BestFirst(learned), .. learned.Where(o => o.State == ObservationState.Pending)];
        int count = Math.Max(1, (int)Math.Ceiling(GoodShare * ranked.Count(o => o.State != ObservationState.Pending)));
        var good = new ParzenEstimator(space, [.. ranked.Take(count).Select(o => o.Configuration)], Improvements(ranked, count));
        var bad = new ParzenEstimator(space, [.. ranked.Skip(count).Select(o => o.Configuration)], [.. ranked.Skip(count).Select(_ => 1.0)]);
        return Best(context, good, bad);
    }

    private static Configuration? Best(SamplerContext context, ParzenEstimator good, ParzenEstimator bad)
    {
        var random = context.Random;
        return Enumerable.Range(0, Candidates).Select(_ => context.Space.At(good.Draw(random)))
            .Where(c => context.Space.Allows(c) && context.IsNew(c))
            .MaxBy(c =>
            {
                var point = context.Space.PointOf(c);
                bool[] counts = [.. context.Space.Parameters.Select(p => SearchSpace.Counts(p, c))];
                return good.LogDensity(point, counts) - bad.LogDensity(point, counts);
            });
    }

    /// <summary>The good ones weigh as much as they improve on the best of the others (section 3.2); equally where one of them breaks a constraint or has no value.</summary>
    private static double[] Improvements(Observation[] ranked, int count)
    {
        bool comparable = ranked.Take(count + 1).All(o => o.State == ObservationState.Complete && o.Violation <= 0);
        double bound = ranked[Math.Min(count, ranked.Length - 1)].Value;
        return [.. ranked.Take(count).Select(o => comparable ? o.Value - bound : 1)];
    }
}
