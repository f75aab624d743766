using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Chooses the parents of a level from the whole archive.</summary>
internal static class LevelParents
{
    /// <summary>At most as many parents as the plan says, each once; empty where each child draws its own.</summary>
    public static IReadOnlyList<Trial> Choose(SearchPlan plan, IReadOnlyList<Trial> history, Func<Trial, IReadOnlyList<double>> scores, SeededRandom random) =>
        plan.Selection switch
        {
            ParentSelection.Score => [.. ParentSelector.Ranked(history).Take(plan.Parents)],
            ParentSelection.Pareto => FromFront(ParentSelector.Ranked(history), plan.Parents, scores, random),
            ParentSelection.EpsilonGreedy => EpsilonGreedy(ParentSelector.Ranked(history), plan, random),
            _ => [],
        };

    private static List<Trial> EpsilonGreedy(IReadOnlyList<Trial> ranked, SearchPlan plan, SeededRandom random)
    {
        var left = ranked.ToList();
        var chosen = new List<Trial>();
        while (chosen.Count < plan.Parents && left.Count > 0)
        {
            int next = left.Count > 1 && random.NextDouble() < plan.Epsilon ? 1 + random.Next(left.Count - 1) : 0;
            chosen.Add(left[next]);
            left.RemoveAt(next);
        }

        return chosen;
    }

    /// <summary>Draws without replacement, so that the first one is distributed as GEPA's and the others differ from it.</summary>
    private static List<Trial> FromFront(IReadOnlyList<Trial> ranked, int count, Func<Trial, IReadOnlyList<double>> scores, SeededRandom random)
    {
        var left = ParetoFront.Of([.. ranked.Select(scores)]).ToList();
        var chosen = new List<Trial>();
        while (chosen.Count < count && left.Count > 0)
        {
            double draw = random.NextDouble() * left.Sum(member => member.Rows);
            int next = 0;
            while (next < left.Count - 1 && (draw -= left[next].Rows) >= 0) next++;
            chosen.Add(ranked[left[next].Candidate]);
            left.RemoveAt(next);
        }

        return chosen;
    }
}
