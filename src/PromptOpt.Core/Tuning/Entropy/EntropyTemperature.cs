namespace PromptOpt.Tuning.Entropy;

/// <summary>
/// The temperature at which the mean token entropy of the answers drawn at it is a given one. AceReason-Nemotron 1.1 (Liu et al. 2025) chose the temperature of
/// its training rollouts so that the entropy after temperature stayed near 0.3; for answering that is a heuristic of where to start looking, no more.
/// </summary>
public static class EntropyTemperature
{
    /// <summary>The entropy of that publication, in nats.</summary>
    public const double Target = 0.3;

    /// <summary>
    /// Where the measured curve first rises to the target. Between two measured temperatures the logarithm of the entropy is taken as straight, so the crossing can
    /// be told outright. Answers drawn at one temperature are never used to tell the entropy at another: at another one the model writes other answers.
    /// </summary>
    /// <param name="temperatures">Rising.</param>
    /// <param name="entropies">Mean token entropy at each, in nats, above 0.</param>
    /// <param name="target">The entropy wanted, above 0.</param>
    /// <returns>The temperature; null where the curve never rises to the target, or is above it from the start.</returns>
    internal static double? Of(IReadOnlyList<double> temperatures, IReadOnlyList<double> entropies, double target = Target)
    {
        if (entropies.Count != temperatures.Count) throw new ArgumentException("every temperature needs one entropy", nameof(entropies));
        if (!(target > 0)) throw new ArgumentOutOfRangeException(nameof(target), target, "must be above 0");
        for (int i = 0; i < temperatures.Count; i++)
        {
            if (!(entropies[i] > 0)) throw new ArgumentException("entropies must be above 0", nameof(entropies));
            if (entropies[i] < target) continue;
            if (i == 0) return entropies[0] == target ? temperatures[0] : null;
            double share = Math.Log(target / entropies[i - 1]) / Math.Log(entropies[i] / entropies[i - 1]);
            return temperatures[i - 1] + (share * (temperatures[i] - temperatures[i - 1]));
        }

        return null;
    }
}
