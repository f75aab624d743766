namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>By how much a value is expected to exceed the best one so far, where the belief about it is a distribution over steps.</summary>
public static class ExpectedImprovement
{
    /// <summary>An exact finite sum, without an assumption on the shape. A trial that cannot be run improves nothing.</summary>
    /// <param name="belief">The belief.</param>
    /// <param name="best">The best value so far.</param>
    public static double Of(ScoreDistribution belief, double best)
    {
        double sum = 0, width = belief.Scale.Width;
        for (int bin = 0; bin < belief.Probabilities.Count; bin++)
        {
            double low = belief.Scale.Low + bin * width, high = low + width;
            double gain = best <= low ? (low + high) / 2 - best : best >= high ? 0 : (high - best) * (high - best) / (2 * width);
            sum += belief.Probabilities[bin] * gain;
        }

        return sum * (1 - belief.Failure);
    }
}
