using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Designs;

/// <summary>
/// Tries every combination of a few levels of each parameter, in an order that covers the space early: the cells of a Sobol sequence first, then what they left out.
/// A number takes both bounds, its default and what lies evenly between; a list takes all of its values. When the grid is used up, levels are put between its levels.
/// </summary>
/// <param name="levels">Levels of a number besides its default, at least 2. Default 5. A number that takes fewer values takes all of them.</param>
public sealed class GridSampler(int levels = 5) : ISampler
{
    private const int MostPassedOver = 200, MostCounted = 5_000, MostRefinements = 6;

    private readonly int _levels = levels >= 2 ? levels : throw new ArgumentOutOfRangeException(nameof(levels), "a grid needs at least two levels");

    /// <inheritdoc/>
    public string Name => "grid";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        var space = context.Space;
        var tried = new Tried(context);
        var random = context.Random;
        var sequence = new SobolSequence(space.Dimensions, context.Study);
        int first = context.SuggestedBy(Name).Count() + 1;
        for (int refinement = 0; refinement <= MostRefinements; refinement++)
        {
            var values = space.Parameters.ToDictionary(p => p, p => Levels(p, ((_levels - 1) << refinement) + 1));
            var fresh = Enumerable.Range(first, MostPassedOver).Select(i => Cell(space, values, sequence.Point(i))).FirstOrDefault(tried.IsFresh)
                ?? tried.AnyOf(FullFactorial.Of(space, p => values[p], MostCounted), random);
            if (fresh is not null) return new(fresh, Name);
        }

        return new(tried.Fresh(sequence.Point(first), random), Name);
    }

    /// <summary>The values of a parameter that the grid takes, in order.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="count">Levels besides the default.</param>
    internal static IReadOnlyList<ParameterValue> Levels(Parameter parameter, int count)
    {
        if (!parameter.IsNumeric || parameter.Count <= count) return [.. parameter.All];
        var even = Enumerable.Range(0, count).Select(i => parameter.FromUnit(i / (count - 1.0)));
        return [.. even.Append(parameter.Default).Distinct().OrderBy(value => value.Number)];
    }

    private static Configuration Cell(SearchSpace space, Dictionary<Parameter, IReadOnlyList<ParameterValue>> values, double[] point) =>
        space.Parameters.Zip(point).Aggregate(new Configuration([]), (begun, next) =>
            SearchSpace.Counts(next.First, begun)
                ? begun.With(next.First.Name, values[next.First][(int)(next.Second * values[next.First].Count)])
                : begun);
}
