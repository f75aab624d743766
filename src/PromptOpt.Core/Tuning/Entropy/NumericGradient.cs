namespace PromptOpt.Tuning.Entropy;

/// <summary>
/// The slope of a curve that is known at some places: second-order differences at places between others, which may be unevenly spaced, and one-sided first-order
/// differences at both ends. The same numbers as <c>numpy.gradient(values, places)</c> gives.
/// </summary>
internal static class NumericGradient
{
    /// <summary>The slope at every place.</summary>
    /// <param name="places">Rising; at least two.</param>
    /// <param name="values">One a place.</param>
    public static double[] Of(IReadOnlyList<double> places, IReadOnlyList<double> values)
    {
        int last = places.Count - 1;
        var slopes = new double[places.Count];
        slopes[0] = (values[1] - values[0]) / (places[1] - places[0]);
        slopes[last] = (values[last] - values[last - 1]) / (places[last] - places[last - 1]);
        for (int i = 1; i < last; i++)
        {
            double before = places[i] - places[i - 1], after = places[i + 1] - places[i];
            slopes[i] = ((before * before * (values[i + 1] - values[i])) + (after * after * (values[i] - values[i - 1]))) / (before * after * (before + after));
        }

        return slopes;
    }
}
