namespace PromptOpt.Search.ScoreModels;

/// <summary>Means of values that do not count the same.</summary>
internal static class WeightedMean
{
    /// <summary>The mean; 0 of nothing.</summary>
    public static double Of(IEnumerable<(double Weight, double Value)> values)
    {
        double weights = 0, sum = 0;
        foreach (var (weight, value) in values) (weights, sum) = (weights + weight, sum + weight * value);
        return weights > 0 ? sum / weights : 0;
    }

    /// <summary>The mean divided by its standard error, that the weights are given; 0 where it cannot be told.</summary>
    public static double Signal(IReadOnlyList<(double Weight, double Value)> values)
    {
        double mean = Of(values), squares = values.Sum(one => one.Weight * one.Weight * (one.Value - mean) * (one.Value - mean));
        return squares > 0 ? mean * values.Sum(one => one.Weight) / Math.Sqrt(squares) : 0;
    }
}
