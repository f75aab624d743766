using MathNet.Numerics.Distributions;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>
/// The weight that an advisor has earned: its start weight, times how likely it found the values that came, against how likely the predictor found them, each
/// prediction made before its trial ran (prequential scores, Dawid 1984). Old predictions are forgotten little by little. It never exceeds one half. Before its
/// predictions are judged, the advisor's beliefs are sharpened or blurred, and shifted, the way that would have suited the earlier ones best: a model that ranks well
/// but is too sure of itself loses less than one that knows nothing.
/// </summary>
internal static class EarnedWeight
{
    private const double MostWeight = 0.5;
    private const double Doubt = 0.1;
    private const int FewestToTune = 5;

    private static readonly double[] Powers = [0.25, 0.5, 1, 2];
    private static readonly double[] Shifts = [-0.2, -0.1, 0, 0.1, 0.2];

    /// <summary>The weight after a history, 0 to 0.5.</summary>
    public static double Of(IReadOnlyList<Observation> history, GuardOptions options)
    {
        if (options.StartWeight == 0) return 0;
        var predicted = history
            .Where(o => o.State == ObservationState.Complete)
            .Select(o => (o.Value, Memo: GuardMemo.Of(o)))
            .Where(pair => pair.Memo is { Predictor: not null, Advisor: not null })
            .Select(pair => (pair.Value, Predictor: pair.Memo!.Predictor!, Advisor: pair.Memo.Advisor!))
            .ToList();
        int last = history.Count(o => o.State == ObservationState.Complete);
        double lead = 0, error = Error(history);
        var ages = Ages(history, last);
        for (int i = 0; i < predicted.Count; i++)
        {
            var (value, predictor, advisor) = predicted[i];
            var (power, shift) = Tuned([.. predicted.Take(i).Select(p => (p.Value, p.Advisor))], error);
            lead += Math.Pow(options.Memory, ages[i]) * (LogDensity(advisor, value, power, shift, error) - predictor.LogDensity(value, error));
        }

        double odds = options.StartWeight / (1 - options.StartWeight) * Math.Exp(Math.Clamp(lead, -700, 700));
        return Math.Min(MostWeight, odds / (1 + odds));
    }

    /// <summary>
    /// The logarithm of a belief's density, in part replaced by doubt: a broad normal distribution around the scale, so that no value is impossible. Over the width of the
    /// values' standard error it is averaged: means of a few rows fall on a lattice, and a model that repeats values that it saw would be praised for hitting its points.
    /// </summary>
    public static double LogDensity(AdvisorBelief belief, double value, double power, double shift, double error = 0)
    {
        double range = belief.High - belief.Low, moved = value - shift * range;
        double all = belief.Shares.Sum(p => Math.Pow(p, power)), broad = Normal.PDF((belief.Low + belief.High) / 2, range, value);
        double own = all <= 0 ? 0 : error > 0 ? MassWithin(belief, moved - error, moved + error, power) / (all * 2 * error) : At(belief, moved, power) / all;
        return Math.Log((1 - Doubt) * own + Doubt * broad + double.Epsilon);
    }

    // The usual standard error of the values. A value whose rows all agree has none of its own, though it is no more exact.
    private static double Error(IReadOnlyList<Observation> history) =>
        Math.Sqrt(history.Where(o => o.State == ObservationState.Complete).Select(o => o.StandardError * o.StandardError).DefaultIfEmpty().Average());

    // Density at a point, before all is brought to 1.
    private static double At(AdvisorBelief belief, double value, double power)
    {
        double width = (belief.High - belief.Low) / belief.Shares.Count;
        int step = Math.Clamp((int)Math.Floor((value - belief.Low) / width), 0, belief.Shares.Count - 1);
        return value < belief.Low || value > belief.High ? 0 : Math.Pow(belief.Shares[step], power) / width;
    }

    // Mass of an interval, before all is brought to 1.
    private static double MassWithin(AdvisorBelief belief, double low, double high, double power)
    {
        double width = (belief.High - belief.Low) / belief.Shares.Count;
        return belief.Shares.Select((p, step) =>
        {
            double begin = belief.Low + step * width;
            return Math.Pow(p, power) * Math.Max(0, Math.Min(high, begin + width) - Math.Max(low, begin)) / width;
        }).Sum();
    }

    // Values that came after each judged prediction, itself not counted.
    private static List<int> Ages(IReadOnlyList<Observation> history, int last)
    {
        var ages = new List<int>();
        int place = 0;
        foreach (var observation in history.Where(o => o.State == ObservationState.Complete))
        {
            place++;
            if (GuardMemo.Of(observation) is { Predictor: not null, Advisor: not null }) ages.Add(last - place);
        }

        return ages;
    }

    private static (double Power, double Shift) Tuned(IReadOnlyList<(double Value, AdvisorBelief Belief)> earlier, double error) =>
        earlier.Count < FewestToTune ? (1, 0)
        : Powers.SelectMany(power => Shifts.Select(shift => (power, shift)))
            .OrderBy(pair => Math.Abs(Math.Log2(pair.power)) + Math.Abs(pair.shift)) // of equals the one that changes least
            .MaxBy(pair => earlier.Sum(p => LogDensity(p.Belief, p.Value, pair.power, pair.shift, error)));
}
