namespace PromptOpt.Tuning.Simplex;

/// <summary>A corner of a simplex: asked for first, answered before the simplex goes on.</summary>
/// <param name="point">Where it is, in the unit cube.</param>
internal sealed class Vertex(double[] point)
{
    /// <summary>Where it is, in the unit cube.</summary>
    public double[] Point { get; } = point;

    /// <summary>What came of it. Whoever is asked sets it.</summary>
    public Observation Answer { get; set; } = null!;

    /// <summary>Whether it is strictly better than another.</summary>
    public bool IsBetterThan(Vertex other) => ObservationOrder.IsBetter(Answer, other.Answer);
}
