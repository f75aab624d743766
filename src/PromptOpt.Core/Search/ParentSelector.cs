using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Chooses the trial to build on: mostly the best so far, sometimes the second or third, over the whole archive.</summary>
public static class ParentSelector
{
    private static readonly double[] Shares = [0.6, 0.25, 0.15];

    /// <summary>Complete trials, best first; the earlier one among equals. They may have different numbers of rows, so each is ranked by its lead over the
    /// seed prompt on its own rows; stored studies that know no leads have equal rows, and are ranked by value.</summary>
    public static IReadOnlyList<Trial> Ranked(IEnumerable<Trial> trials) =>
        trials.Where(t => t.State == TrialState.Complete).OrderByDescending(t => t.Lead ?? t.Value).ThenBy(t => t.Number).ToArray();

    /// <summary>Draws a parent.</summary>
    /// <param name="ranked">Complete trials, best first; at least one.</param>
    /// <param name="random">Randomness.</param>
    public static Trial Select(IReadOnlyList<Trial> ranked, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        double draw = random.NextDouble();
        for (int i = 0; i < Shares.Length && i < ranked.Count; i++)
        {
            if (draw < Shares[i]) return ranked[i];
            draw -= Shares[i];
        }

        return ranked[0];
    }
}
