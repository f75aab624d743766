namespace PromptOpt.Tuning.Surrogates;

/// <summary>A node of a regression tree: a split with two children, or a leaf.</summary>
internal sealed class TreeNode
{
    /// <summary>Coordinate that is split; -1 in a leaf.</summary>
    public int Dimension { get; init; } = -1;

    /// <summary>Coordinates below go left, where order counts.</summary>
    public double Threshold { get; init; }

    /// <summary>Words, by number, that go left, where it does not; null else.</summary>
    public bool[]? LeftWords { get; init; }

    /// <summary>The child on the left.</summary>
    public TreeNode? Left { get; init; }

    /// <summary>The child on the right.</summary>
    public TreeNode? Right { get; init; }

    /// <summary>Mean of a leaf's values.</summary>
    public double Mean { get; init; }

    /// <summary>Their variance, with their number below the line.</summary>
    public double Variance { get; init; }

    /// <summary>Whether a coordinate goes left.</summary>
    public bool GoesLeft(double coordinate) => LeftWords is null ? coordinate < Threshold : LeftWords[Math.Min((int)(coordinate * LeftWords.Length), LeftWords.Length - 1)];

    /// <summary>The leaf that a point falls into.</summary>
    public TreeNode LeafOf(double[] point)
    {
        var node = this;
        while (node.Dimension >= 0) node = node.GoesLeft(point[node.Dimension]) ? node.Left! : node.Right!;
        return node;
    }
}
