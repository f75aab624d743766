using PromptOpt.Statistics;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>The history as surrogate models learn from it. A configuration that could not be run counts as one standard deviation worse than the worst that could.</summary>
internal sealed class SurrogateData
{
    /// <summary>Reads a context.</summary>
    public SurrogateData(SamplerContext context)
    {
        Space = new(context.Space);
        Known = [.. context.History.Where(o => o.State != ObservationState.Pending)];
        Points = [.. Known.Select(o => context.Space.PointOf(o.Configuration))];
        double[] valid = [.. context.Complete.Select(o => o.Value)];
        double failed = valid.Length == 0 ? 0 : valid.Min() - (Descriptive.StandardDeviation(valid) ?? 0);
        Values = [.. Known.Select(o => o.State == ObservationState.Complete ? o.Value : failed)];
        Errors = [.. Known.Select(o => o.State == ObservationState.Complete ? o.StandardError : 0)];
        Pending = [.. context.History.Where(o => o.State == ObservationState.Pending).Select(o => context.Space.PointOf(o.Configuration))];
    }

    /// <summary>The space as models see it.</summary>
    public UnitSpace Space { get; }

    /// <summary>What was tried and is over.</summary>
    public IReadOnlyList<Observation> Known { get; }

    /// <summary>Its points.</summary>
    public double[][] Points { get; }

    /// <summary>Its values.</summary>
    public double[] Values { get; }

    /// <summary>Their standard errors.</summary>
    public double[] Errors { get; }

    /// <summary>Points that are being tried.</summary>
    public double[][] Pending { get; }

    /// <summary>Indices of what ran and breaks no constraint, the best first.</summary>
    public IEnumerable<int> BestFirst => Enumerable.Range(0, Known.Count).Where(IsFeasible).OrderByDescending(i => Values[i]).ThenBy(i => i);

    /// <summary>Whether it ran and breaks no constraint.</summary>
    public bool IsFeasible(int index) => Known[index].State == ObservationState.Complete && Known[index].Violation <= 0;

    /// <summary>The best points to search around, and the default.</summary>
    public IReadOnlyList<double[]> Centres(int most) => [.. BestFirst.Take(most).Select(i => Points[i]).Append(Space.Default)];

    /// <summary>A Gaussian process of the values.</summary>
    public GaussianProcess Fit() => GaussianProcess.Fit(Points, Values, Errors, Space.Unordered);
}
