using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>A random forest (Breiman 2001) that says how sure it is (Hutter, Hoos and Leyton-Brown 2011). A pure function of its data and randomness.</summary>
internal sealed class RegressionForest
{
    private RegressionForest(IReadOnlyList<TreeNode> trees) => Trees = trees;

    /// <summary>Roots of the trees.</summary>
    public IReadOnlyList<TreeNode> Trees { get; }

    /// <summary>Grows a forest, each tree on as many points as there are, drawn with replacement.</summary>
    /// <param name="space">The space.</param>
    /// <param name="points">Points, at least one.</param>
    /// <param name="values">A value a point.</param>
    /// <param name="settings">How to grow.</param>
    /// <param name="random">Draws points, coordinates and thresholds.</param>
    public static RegressionForest Grow(UnitSpace space, IReadOnlyList<double[]> points, IReadOnlyList<double> values, ForestSettings settings, SeededRandom random) =>
        new([.. Enumerable.Range(0, settings.Trees).Select(tree =>
        {
            var own = random.Fork((ulong)tree);
            int[] used = [.. points.Select(_ => own.Next(points.Count))];
            return new RegressionTree(space, points, values, settings, own).Grow(used);
        })]);

    /// <summary>Mean and deviation at a point: trees disagree, and so do the values within leaves.</summary>
    public (double Mean, double Deviation) Predict(double[] point)
    {
        double sum = 0, squares = 0;
        foreach (var tree in Trees)
        {
            var leaf = tree.LeafOf(point);
            sum += leaf.Mean;
            squares += leaf.Variance + leaf.Mean * leaf.Mean;
        }

        double mean = sum / Trees.Count;
        return (mean, Math.Sqrt(Math.Max(1e-12, squares / Trees.Count - mean * mean)));
    }
}
