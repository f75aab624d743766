namespace PromptOpt.Tuning.Entropy;

/// <summary>
/// The entropy turning point of TURN (Du, Yang and Welleck 2025, "Optimizing temperature for language models with multi-sample inference", ICML 2025): the lowest
/// temperature at which the logarithm of the mean token entropy bends upwards as the temperature rises. Below it more temperature buys variety; above it, the
/// authors say, answers fall apart. It takes no labels. A place to start a search from, not a result.
/// </summary>
public static class TurningPoint
{
    /// <summary>What the authors add to the turning point for answers that are put to the vote.</summary>
    public const double AddForMajorityVote = 0;

    /// <summary>What the authors add to it where the best of several answers is kept.</summary>
    public const double AddForBestOf = 0.1;

    /// <summary>Fewest temperatures with a place between others.</summary>
    public const int FewestTemperatures = 3;

    /// <summary>The second derivative of the logarithm of the entropy, by the temperature: differences as <c>numpy.gradient</c> takes them, twice.</summary>
    /// <param name="temperatures">Rising; at least <see cref="FewestTemperatures"/>.</param>
    /// <param name="entropies">Mean token entropy at each, in nats, above 0.</param>
    /// <exception cref="ArgumentException">Too few, not one entropy a temperature, temperatures that do not rise, or an entropy that is not above 0.</exception>
    internal static IReadOnlyList<double> Curvature(IReadOnlyList<double> temperatures, IReadOnlyList<double> entropies)
    {
        if (temperatures.Count < FewestTemperatures) throw new ArgumentException($"a curvature takes at least {FewestTemperatures} temperatures", nameof(temperatures));
        if (entropies.Count != temperatures.Count) throw new ArgumentException("every temperature needs one entropy", nameof(entropies));
        if (temperatures.Zip(temperatures.Skip(1)).Any(pair => !(pair.First < pair.Second))) throw new ArgumentException("temperatures must rise", nameof(temperatures));
        if (!entropies.All(entropy => entropy > 0 && double.IsFinite(entropy))) throw new ArgumentException("entropies must be above 0", nameof(entropies));
        return NumericGradient.Of(temperatures, NumericGradient.Of(temperatures, [.. entropies.Select(entropy => Math.Log(entropy))]));
    }

    /// <summary>The first temperature between others at which the curvature is above 0; null if it is so at none.</summary>
    internal static double? Of(IReadOnlyList<double> temperatures, IReadOnlyList<double> entropies)
    {
        var curvature = Curvature(temperatures, entropies);
        for (int i = 1; i < temperatures.Count - 1; i++)
            if (curvature[i] > 0) return temperatures[i];
        return null;
    }
}
