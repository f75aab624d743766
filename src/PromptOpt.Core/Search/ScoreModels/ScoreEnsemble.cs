using PromptOpt.Statistics;

namespace PromptOpt.Search.ScoreModels;

/// <summary>Five regressions, each on a random four fifths of the pairs and tested on the rest (Chen et al. 2024, section 3.3, with ridge regressions in the place of a fine-tuned language model).</summary>
internal sealed class ScoreEnsemble
{
    private const int Members = 5;

    /// <summary>One pair in so many is kept for the test.</summary>
    private const int TestShare = 5;

    private readonly RidgeRegression[] _members;
    private readonly double _error;

    private ScoreEnsemble(RidgeRegression[] members, double error) => (_members, _error) = (members, error);

    /// <summary>Fewest pairs: two of them to learn from, and one for the test.</summary>
    public const int FewestPairs = 3;

    /// <summary>Fits.</summary>
    /// <param name="table">All pairs.</param>
    /// <param name="rows">Indices of the pairs to learn from, at least <see cref="FewestPairs"/>.</param>
    /// <param name="random">Randomness of the splits.</param>
    public static ScoreEnsemble Fit(PairTable table, IReadOnlyList<int> rows, SeededRandom random)
    {
        var members = new RidgeRegression[Members];
        double errors = 0;
        for (int m = 0; m < Members; m++)
        {
            var order = random.Fork((ulong)m).Shuffled(rows);
            int tested = Math.Max(1, order.Length / TestShare);
            var member = members[m] = RidgeRegression.Fit(table, order[tested..]);
            errors += WeightedMean.Of(order[..tested].Select(row => (table.Pairs[row].Weight, Math.Abs(member.Predict(table.Vectors[row]) - table.Pairs[row].Lead))));
        }

        return new(members, errors / Members);
    }

    /// <summary>The prediction for a vector of the table's space.</summary>
    public ScorePrediction Predict(double[] vector)
    {
        var leads = _members.Select(member => member.Predict(vector)).ToArray();
        double mean = leads.Average();
        return new(mean, leads.Average(lead => (lead - mean) * (lead - mean)), _error);
    }

    /// <summary>Mean coefficient of each column.</summary>
    public double[] Coefficients() =>
        [.. Enumerable.Range(0, _members[0].Coefficients.Length).Select(j => _members.Average(member => member.Coefficients[j]))];
}
