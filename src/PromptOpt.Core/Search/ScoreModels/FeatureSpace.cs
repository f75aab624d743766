namespace PromptOpt.Search.ScoreModels;

/// <summary>
/// Turns proposals into vectors. Each column is brought to mean 0 and standard deviation 1 over the pairs it was made from, and is then divided by the square root
/// of the number of columns in its group that vary: before the data speak, hundreds of columns of words together count as much as the parent's lead alone.
/// The text and the parent count three times as much as each other group. What was scored is not looked at.
/// </summary>
internal sealed class FeatureSpace
{
    /// <summary>Group of the words and pairs of words.</summary>
    public const string Words = "words";

    /// <summary>Group of the runs of letters.</summary>
    public const string Letters = "letters";

    /// <summary>Group of what is known of the parents.</summary>
    public const string Parent = "parent";

    /// <summary>How much other groups count, where the text and the parent count 1.</summary>
    private const double OtherGroups = 1.0 / 3;

    /// <summary>Beyond so many standard deviations a value counts as this many: what was seen once or never must not decide alone.</summary>
    private const double Farthest = 4;

    private readonly string[] _operators;
    private readonly double[] _means;
    private readonly double[] _deviations;

    private FeatureSpace(string[] operators, FeatureColumn[] columns, double[] means, double[] deviations, double[] factors) =>
        (_operators, Columns, _means, _deviations, Factors) = (operators, columns, means, deviations, factors);

    /// <summary>The columns: those of the words first, then those of the letters, then the named ones.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>What a standard deviation of each column is in a vector; 0 for a column that does not vary.</summary>
    public IReadOnlyList<double> Factors { get; }

    /// <summary>The space of some pairs, and their vectors.</summary>
    /// <param name="pairs">At least one.</param>
    public static (FeatureSpace Space, double[][] Vectors) Of(IReadOnlyList<ScorePair> pairs)
    {
        string[] operators = [.. pairs.Select(pair => pair.Facts.Operator).Distinct().Order(StringComparer.Ordinal)];
        var raw = pairs.Select(pair => Raw(pair.Facts, operators)).ToArray();
        var columns = ColumnsOf(pairs[0].Facts, operators);
        var means = new double[columns.Length];
        var deviations = new double[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            means[j] = raw.Average(values => values[j]);
            double spread = Math.Sqrt(raw.Average(values => (values[j] - means[j]) * (values[j] - means[j])));
            deviations[j] = spread > 1e-9 ? spread : 0;
        }

        var varying = columns.Zip(deviations).Where(pair => pair.Second > 0).CountBy(pair => pair.First.Group).ToDictionary();
        double[] factors = [.. columns.Zip(deviations, (column, deviation) => deviation > 0 ? Importance(column.Group) / Math.Sqrt(varying[column.Group]) : 0)];
        var space = new FeatureSpace(operators, columns, means, deviations, factors);
        return (space, [.. raw.Select(space.Standardised)]);
    }

    /// <summary>The vector of a proposal.</summary>
    public double[] Vector(ProposalFacts facts) => Standardised(Raw(facts, _operators));

    /// <summary>How much a vector changes in a column when the raw value grows by 1.</summary>
    public double PerUnit(int column) => _deviations[column] > 0 ? Factors[column] / _deviations[column] : 0;

    private static double Importance(string group) => group is Words or Letters or Parent ? 1 : OtherGroups;

    private double[] Standardised(double[] raw)
    {
        var vector = new double[raw.Length];
        for (int j = 0; j < raw.Length; j++)
            if (_deviations[j] > 0) vector[j] = Math.Clamp((raw[j] - _means[j]) / _deviations[j], -Farthest, Farthest) * Factors[j];
        return vector;
    }

    private static double[] Raw(ProposalFacts facts, string[] operators)
    {
        var words = PromptWords.Of(facts.Candidate.Instruction);
        var hashed = new double[HashedPhrases.WordColumns + HashedPhrases.LetterColumns];
        HashedPhrases.Add(HashedPhrases.WordsOf(words), hashed.AsSpan(0, HashedPhrases.WordColumns));
        HashedPhrases.Add(HashedPhrases.LettersOf(words), hashed.AsSpan(HashedPhrases.WordColumns));
        return [.. hashed, .. PlainFeatures.Of(facts, words).Select(feature => feature.Value), .. operators.Select(name => facts.Operator == name ? 1.0 : 0)];
    }

    private static FeatureColumn[] ColumnsOf(ProposalFacts any, string[] operators) =>
    [
        .. Enumerable.Range(0, HashedPhrases.WordColumns).Select(i => new FeatureColumn(Words, $"column {i}")),
        .. Enumerable.Range(0, HashedPhrases.LetterColumns).Select(i => new FeatureColumn(Letters, $"column {i}")),
        .. PlainFeatures.Of(any, PromptWords.Of(any.Candidate.Instruction)).Select(feature => new FeatureColumn(feature.Group, feature.Name)),
        .. operators.Select(name => new FeatureColumn("operator", name)),
    ];
}
