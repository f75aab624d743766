using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Simplex;

/// <summary>
/// The simplex method of Nelder &amp; Mead 1965, made global by restarts (Luersen &amp; Le Riche 2004): the first run begins at the default, later ones where the fewest runs
/// have begun or ended. It only compares values. Each call runs the method from its beginning and looks results up in the history, whoever suggested them, until it asks for one that
/// is not there. What is pending, forbidden or failed counts as worse than everything, so lanes look at the points that the method would try next.
/// </summary>
/// <param name="edge">Edge of the first simplex in the unit cube, above 0 and at most 0.5. Default 0.25.</param>
public sealed class NelderMeadSampler(double edge = 0.25) : ISampler
{
    private const int MostIdleRuns = 50;

    private readonly double _edge = edge is > 0 and <= 0.5 ? edge : throw new ArgumentOutOfRangeException(nameof(edge), "the edge must be above 0 and at most 0.5");

    /// <inheritdoc/>
    public string Name => "nelder-mead";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => new(Next(context) ?? Any(context), Name);

    // Null where run after run asks for nothing new: every run that ever did has left an answer.
    private Configuration? Next(SamplerContext context)
    {
        var answers = Answers(context);
        var starts = new SimplexStarts(context, _edge);
        for (int i = 0; i < answers.Count + MostIdleRuns; i++)
        {
            foreach (var vertex in starts.Next().Ask())
            {
                var configuration = context.Space.At(vertex.Point);
                if (answers.TryGetValue(configuration, out var answer)) vertex.Answer = answer;
                else if (context.Space.Allows(configuration)) return configuration;
                else vertex.Answer = Worst(configuration);
            }
        }

        return null;
    }

    private static Configuration Any(SamplerContext context)
    {
        var random = context.Random;
        return new Tried(context).Fresh(context.Space.PointOf(context.Space.Draw(random)), random);
    }

    // The result at the largest fidelity, of equal ones the first.
    private static Dictionary<Configuration, Observation> Answers(SamplerContext context) => context.History.GroupBy(o => o.Configuration).ToDictionary(
        same => same.Key,
        same => same.Where(o => o.State == ObservationState.Complete).MaxBy(o => o.Fidelity) ?? Worst(same.Key));

    private static Observation Worst(Configuration configuration) =>
        new() { Number = int.MaxValue, Configuration = configuration, State = ObservationState.Failed };
}
