using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Chooses the parents of a level from the whole archive.</summary>
internal static class LevelParents
{
    /// <summary>At most as many parents as the plan says, each once; empty where each child draws its own.</summary>
    public static IReadOnlyList<Trial> Choose(SearchPlan plan, IReadOnlyList<Trial> history, Func<Trial, IReadOnlyList<double>> scores, SeededRandom random, TrialOrder order) =>
        plan.Selection switch
        {
            ParentSelection.Score => [.. order.Ranked(history).Take(plan.Parents)],
            ParentSelection.Pareto => FromFront(order.Ranked(history), plan.Parents, scores, random),
            ParentSelection.EpsilonGreedy => EpsilonGreedy(order.Ranked(history), plan, random),
            ParentSelection.Seed => [history[0]],
            ParentSelection.Latest => [history.Last(trial => trial.State == TrialState.Complete)],
            ParentSelection.Roulette => Drawn([.. order.Ranked(history).Take(plan.Parents)], scores, random),
            ParentSelection.Places => Places(history, plan.Parents, scores),
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

    private static Trial[] Drawn(IReadOnlyList<Trial> best, Func<Trial, IReadOnlyList<double>> scores, SeededRandom random)
    {
        var values = best.Select(trial => scores(trial).Average()).ToArray();
        return [.. best.Select(_ => best[Roulette.Draw(values, random)])];
    }

    /// <summary>The first trials take the places in turn. A later one takes the place of its parent if it is better than who holds it.</summary>
    private static List<Trial> Places(IReadOnlyList<Trial> history, int count, Func<Trial, IReadOnlyList<double>> scores)
    {
        var complete = history.Where(trial => trial.State == TrialState.Complete).OrderBy(trial => trial.Number).ToArray();
        var holders = new List<Trial>();
        foreach (var trial in complete)
        {
            int place = trial.Level > 1 ? holders.FindIndex(holder => holder.Number == trial.Parent) : -1;
            if (place >= 0 && scores(trial).Average() > scores(holders[place]).Average()) holders[place] = trial;
            else if (trial.Level <= 1 && holders.Count < count) holders.Add(trial);
        }

        return holders;
    }

    /// <summary>Draws without replacement, so that the first one is distributed as GEPA's and the others differ from it.</summary>
    private static List<Trial> FromFront(IReadOnlyList<Trial> ranked, int count, Func<Trial, IReadOnlyList<double>> scores, SeededRandom random)
    {
        var left = ParetoFront.Of([.. ranked.Select(scores)]).ToList();
        var chosen = new List<Trial>();
        while (chosen.Count < count && left.Count > 0)
        {
            int next = Roulette.Draw([.. left.Select(member => (double)member.Rows)], random);
            chosen.Add(ranked[left[next].Candidate]);
            left.RemoveAt(next);
        }

        return chosen;
    }
}
