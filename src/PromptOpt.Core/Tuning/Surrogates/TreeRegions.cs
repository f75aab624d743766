namespace PromptOpt.Tuning.Surrogates;

/// <summary>The unit cube as a tree divides it: each coordinate cut into cells at every threshold of the tree, or one a word, and each leaf a product of cells.</summary>
internal sealed class TreeRegions
{
    private readonly List<(double Mean, bool[][] Covers, double[] Widths)> _leaves = [];

    /// <summary>Divides the cube.</summary>
    public TreeRegions(UnitSpace space, TreeNode root)
    {
        double[][] edges = [.. Enumerable.Range(0, space.Dimensions).Select(d => space.Unordered[d]
            ? Even(space.Space.Parameters[d].Choices.Count)
            : (double[])[0, .. Thresholds(root, d).Where(t => t is > 0 and < 1).Distinct().Order(), 1])];
        CellWidths = [.. edges.Select(e => e.Skip(1).Zip(e, (high, low) => high - low).ToArray())];
        Collect(root, [.. edges.Select(e => Enumerable.Repeat(true, e.Length - 1).ToArray())], edges);
        Mean = _leaves.Sum(leaf => leaf.Mean * leaf.Widths.Aggregate(1.0, (product, width) => product * width));
        Variance = _leaves.Sum(leaf => (leaf.Mean - Mean) * (leaf.Mean - Mean) * leaf.Widths.Aggregate(1.0, (product, width) => product * width));
    }

    /// <summary>Widths of the cells of each coordinate.</summary>
    public double[][] CellWidths { get; }

    /// <summary>Mean of the tree over the cube.</summary>
    public double Mean { get; }

    /// <summary>Its variance over the cube.</summary>
    public double Variance { get; }

    /// <summary>Variance of the mean over all other coordinates, as one coordinate moves.</summary>
    public double VarianceOf(int dimension)
    {
        var marginal = new double[CellWidths[dimension].Length];
        foreach (var (mean, covers, widths) in _leaves)
        {
            double share = mean * Others(widths, dimension, dimension);
            for (int cell = 0; cell < marginal.Length; cell++)
                if (covers[dimension][cell]) marginal[cell] += share;
        }

        return marginal.Select((m, cell) => CellWidths[dimension][cell] * (m - Mean) * (m - Mean)).Sum();
    }

    /// <summary>The same for two coordinates that move together; what each does alone is part of it.</summary>
    public double VarianceOf(int one, int other)
    {
        var (wide, high) = (CellWidths[one], CellWidths[other]);
        var marginal = new double[wide.Length, high.Length];
        foreach (var (mean, covers, widths) in _leaves)
        {
            double share = mean * Others(widths, one, other);
            for (int i = 0; i < wide.Length; i++)
                for (int j = 0; covers[one][i] && j < high.Length; j++)
                    if (covers[other][j]) marginal[i, j] += share;
        }

        double sum = 0;
        for (int i = 0; i < wide.Length; i++)
            for (int j = 0; j < high.Length; j++) sum += wide[i] * high[j] * (marginal[i, j] - Mean) * (marginal[i, j] - Mean);
        return sum;
    }

    private void Collect(TreeNode node, bool[][] covers, double[][] edges)
    {
        if (node.Dimension < 0)
        {
            _leaves.Add((node.Mean, covers, [.. covers.Select((cells, d) => cells.Select((covered, cell) => covered ? CellWidths[d][cell] : 0).Sum())]));
            return;
        }

        int split = node.Dimension;
        bool[] left = [.. covers[split].Select((covered, cell) => covered && node.GoesLeft((edges[split][cell] + edges[split][cell + 1]) / 2))];
        bool[] right = [.. covers[split].Select((covered, cell) => covered && !left[cell])];
        Collect(node.Left!, With(covers, split, left), edges);
        Collect(node.Right!, With(covers, split, right), edges);
    }

    private static bool[][] With(bool[][] covers, int dimension, bool[] cells) => [.. covers.Select((own, d) => d == dimension ? cells : own)];

    private static double Others(double[] widths, int one, int other)
    {
        double product = 1;
        for (int d = 0; d < widths.Length; d++)
            if (d != one && d != other) product *= widths[d];
        return product;
    }

    private static IEnumerable<double> Thresholds(TreeNode node, int dimension) => node.Dimension < 0
        ? []
        : (node.Dimension == dimension ? [node.Threshold] : Enumerable.Empty<double>()).Concat(Thresholds(node.Left!, dimension)).Concat(Thresholds(node.Right!, dimension));

    private static double[] Even(int count) => [.. Enumerable.Range(0, count + 1).Select(i => (double)i / count)];
}
