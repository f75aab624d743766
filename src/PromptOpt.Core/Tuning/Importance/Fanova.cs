using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Importance;

/// <summary>
/// Which parameters matter: functional analysis of variance of a random forest over the whole space (Hutter, Hoos and Leyton-Brown 2014). It speaks of the space as a whole, not of the neighbourhood of
/// the best; a parameter that counts only under a condition is given the share it has over all of it.
/// </summary>
internal static class Fanova
{
    /// <summary>Fewest configurations with a value that something can be said from.</summary>
    public const int Fewest = 4;

    /// <summary>Shares of single parameters and of pairs, the largest first; empty with fewer than <see cref="Fewest"/> values, or where all are equal.</summary>
    /// <param name="space">What was tuned.</param>
    /// <param name="history">What was tried.</param>
    /// <param name="random">Grows the forest.</param>
    public static IReadOnlyList<ParameterImportance> Of(SearchSpace space, IReadOnlyList<Observation> history, SeededRandom random)
    {
        Observation[] known = [.. history.Where(o => o.State == ObservationState.Complete)];
        if (known.Length < Fewest) return [];
        var cube = new UnitSpace(space);
        var scale = Standardisation.Of([.. known.Select(o => o.Value)]);
        var forest = RegressionForest.Grow(
            cube, [.. known.Select(o => space.PointOf(o.Configuration))], [.. known.Select(o => scale.Apply(o.Value))], ForestSettings.Importance, random);
        TreeRegions[] trees = [.. forest.Trees.Select(tree => new TreeRegions(cube, tree)).Where(tree => tree.Variance > 1e-12)];
        return trees.Length == 0 ? [] : [.. Shares(space, trees).OrderByDescending(importance => importance.Share)];
    }

    private static IEnumerable<ParameterImportance> Shares(SearchSpace space, TreeRegions[] trees)
    {
        double[][] single = [.. trees.Select(tree => Enumerable.Range(0, space.Dimensions).Select(d => tree.VarianceOf(d)).ToArray())];
        for (int i = 0; i < space.Dimensions; i++)
        {
            yield return Summary([space.Parameters[i].Name], trees.Select((tree, t) => single[t][i] / tree.Variance));
            for (int j = i + 1; j < space.Dimensions; j++)
            {
                yield return Summary([space.Parameters[i].Name, space.Parameters[j].Name],
                    trees.Select((tree, t) => Math.Max(0, tree.VarianceOf(i, j) - single[t][i] - single[t][j]) / tree.Variance));
            }
        }
    }

    private static ParameterImportance Summary(string[] names, IEnumerable<double> shares)
    {
        double[] all = [.. shares];
        return new(names, all.Average(), Descriptive.StandardDeviation(all) ?? 0);
    }
}
