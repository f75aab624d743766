namespace PromptOpt.Tuning.Populations;

/// <summary>
/// When an evolution strategy stops finding anything: its points lie closer together than a ten-thousandth of the box, its distribution is flat, or the best of every generation
/// has been worth the same for 10 + 30 n / population generations (Hansen 2016, section B.3, with a spread for spaces of parameters rather than for floating point).
/// </summary>
internal sealed class CmaStagnation(int dimensions, int population)
{
    private const double SmallestSpread = 1e-4, SameValue = 1e-12;

    private readonly int _patience = 10 + (int)Math.Ceiling(30.0 * dimensions / population);
    private readonly Queue<double> _best = new();

    /// <summary>Takes note of a generation, and says whether to begin again.</summary>
    /// <param name="best">Its best point.</param>
    /// <param name="distribution">What it has led to.</param>
    public bool Sees(Observation best, CmaDistribution distribution)
    {
        _best.Enqueue(best.State == ObservationState.Complete ? best.Value : double.NegativeInfinity);
        if (_best.Count > _patience) _best.Dequeue();
        return distribution.LargestSpread < SmallestSpread || distribution.IsFlat
            || (_best.Count == _patience && (_best.Max().Equals(_best.Min()) || _best.Max() - _best.Min() < SameValue));
    }
}
