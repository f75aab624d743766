namespace PromptOpt.Tuning.Fidelities;

/// <summary>
/// What BOHB begins next (Falkner, Klein and Hutter 2018, algorithm 2): with a fixed chance anything, else what a Parzen estimator of the highest fidelity with enough results suggests. What is being
/// tried counts among the worse, whatever its fidelity.
/// </summary>
internal sealed class HighestFidelityTpe : ISampler
{
    private const double RandomShare = 1.0 / 3;
    private const int BesideDimensions = 3; // d + 1 points for one density, and two more so that both have some
    private const double SameFidelity = 1e-9;
    private const ulong ChanceKey = 0xB0B5;

    /// <inheritdoc/>
    public string Name => "highest-fidelity-tpe";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        if (context.Random.Fork(ChanceKey).NextDouble() < RandomShare || Learned(context) is not { } learned) return new(SpaceFilling.Next(context), Name);
        return new(TpeSampler.Best(context, learned) ?? SpaceFilling.Next(context), Name);
    }

    /// <summary>The results of the highest fidelity that has enough, and what is being tried; null where none has.</summary>
    private static List<Observation>? Learned(SamplerContext context)
    {
        double? level = context.Complete.Select(o => o.Fidelity).Distinct().OrderDescending()
            .Where(fidelity => context.Complete.Count(o => IsAt(o, fidelity)) >= context.Space.Dimensions + BesideDimensions).Cast<double?>().FirstOrDefault();
        return level is { } found ? [.. context.History.Where(o => o.State == ObservationState.Pending || IsAt(o, found))] : null;
    }

    private static bool IsAt(Observation observation, double fidelity) => Math.Abs(observation.Fidelity - fidelity) <= SameFidelity;
}
