namespace PromptOpt.Search.ScoreModels;

/// <summary>Pairs with their vectors and the products of all vectors, computed once for all fits.</summary>
internal sealed class PairTable
{
    private PairTable(IReadOnlyList<ScorePair> pairs, FeatureSpace space, double[][] vectors)
    {
        (Pairs, Space, Vectors) = (pairs, space, vectors);
        Products = [.. vectors.Select(_ => new double[vectors.Length])];
        for (int i = 0; i < vectors.Length; i++)
            for (int j = 0; j <= i; j++) Products[i][j] = Products[j][i] = Product(vectors[i], vectors[j]);
    }

    /// <summary>The pairs, by trial number.</summary>
    public IReadOnlyList<ScorePair> Pairs { get; }

    /// <summary>Where the vectors come from.</summary>
    public FeatureSpace Space { get; }

    /// <summary>Their vectors.</summary>
    public double[][] Vectors { get; }

    /// <summary>The product of each vector with each.</summary>
    public double[][] Products { get; }

    /// <summary>The table of some pairs, at least one.</summary>
    public static PairTable Of(IReadOnlyList<ScorePair> pairs)
    {
        var (space, vectors) = FeatureSpace.Of(pairs);
        return new(pairs, space, vectors);
    }

    private static double Product(double[] one, double[] other)
    {
        double sum = 0;
        for (int j = 0; j < one.Length; j++) sum += one[j] * other[j];
        return sum;
    }
}
