namespace PromptOpt.Tuning.Surrogates;

/// <summary>How a forest grows.</summary>
/// <param name="Trees">Number of trees.</param>
/// <param name="LeastInLeaf">Fewest values in a leaf.</param>
/// <param name="TriedShare">Share of the coordinates that a split is looked for in.</param>
internal sealed record ForestSettings(int Trees, int LeastInLeaf, double TriedShare)
{
    /// <summary>Those of Hutter, Hoos and Leyton-Brown (2011), whose leaves suit a few dozen values.</summary>
    public static ForestSettings Sampler { get; } = new(30, 2, 5.0 / 6);

    /// <summary>Many deep trees, which show what matters (Hutter, Hoos and Leyton-Brown 2014).</summary>
    public static ForestSettings Importance { get; } = new(48, 1, 1.0);
}
