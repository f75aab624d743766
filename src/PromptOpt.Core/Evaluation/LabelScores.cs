using PromptOpt.Candidates;

namespace PromptOpt.Evaluation;

/// <summary>Arithmetic on label log-probabilities.</summary>
public static class LabelScores
{
    /// <summary>Probabilities among the labels alone: the softmax of their log-probabilities.</summary>
    public static double[] Softmax(IReadOnlyList<double> logProbabilities)
    {
        double top = logProbabilities.Max();
        var weights = logProbabilities.Select(l => Math.Exp(l - top)).ToArray();
        double sum = weights.Sum();
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }

    /// <summary>Index of the best label after calibration; the first of equals.</summary>
    public static int Best(IReadOnlyList<double> logProbabilities, FittedCalibration calibration)
    {
        int best = 0;
        double bestScore = double.NegativeInfinity;
        for (int i = 0; i < logProbabilities.Count; i++)
        {
            double score = logProbabilities[i] - (calibration.Offsets.Count > 0 ? calibration.Offsets[i] : 0);
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        return best;
    }
}
