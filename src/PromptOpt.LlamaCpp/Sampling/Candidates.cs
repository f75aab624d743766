namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>
/// The filters of the decoding parameters over a list of candidates in falling order of logit. Each leaves at least one, and each
/// renormalises what the one before has left, as llama.cpp does.
/// </summary>
internal static class Candidates
{
    /// <summary>The k likeliest tokens, in falling order; ties go to the lower id.</summary>
    public static List<Candidate> Top(ReadOnlySpan<float> logits, int k)
    {
        k = Math.Min(k, logits.Length);
        var heap = new PriorityQueue<Candidate, Candidate>(k, WorstFirst);
        var floor = float.NegativeInfinity;
        for (var token = 0; token < logits.Length; token++)
        {
            var candidate = new Candidate(token, logits[token]);
            if (heap.Count < k) heap.Enqueue(candidate, candidate);
            else if (candidate.Logit > floor) heap.EnqueueDequeue(candidate, candidate);
            else continue;
            if (heap.Count == k) floor = heap.Peek().Logit;
        }

        var top = new List<Candidate>(k);
        while (heap.TryDequeue(out var candidate, out _)) top.Add(candidate);
        top.Reverse();
        return top;
    }

    /// <summary>All tokens with at least this logit, in falling order.</summary>
    public static List<Candidate> AtLeast(ReadOnlySpan<float> logits, float floor)
    {
        var kept = new List<Candidate>();
        for (var token = 0; token < logits.Length; token++)
        {
            if (logits[token] >= floor) kept.Add(new Candidate(token, logits[token]));
        }

        kept.Sort(BestFirst);
        return kept;
    }

    /// <summary>Holtzman et al. 2020: the smallest set of likeliest tokens with this total probability.</summary>
    public static void KeepTopP(List<Candidate> candidates, double p)
    {
        var probabilities = Softmax(candidates);
        var kept = 0;
        for (var mass = 0.0; kept < candidates.Count && (kept == 0 || mass < p); kept++) mass += probabilities[kept];
        candidates.RemoveRange(kept, candidates.Count - kept);
    }

    /// <summary>Tokens at least this share as likely as the likeliest one.</summary>
    public static void KeepMinP(List<Candidate> candidates, double minP)
    {
        var floor = candidates[0].Logit + Math.Log(minP);
        var kept = candidates.FindIndex(candidate => candidate.Logit < floor);
        if (kept > 0) candidates.RemoveRange(kept, candidates.Count - kept);
    }

    /// <summary>Meister et al. 2023: the tokens whose surprise is nearest to the entropy, up to this total probability.</summary>
    public static void KeepTypical(List<Candidate> candidates, double p)
    {
        var probabilities = Softmax(candidates);
        var entropy = -probabilities.Sum(q => q > 0 ? q * Math.Log(q) : 0);
        var order = Enumerable.Range(0, candidates.Count)
            .OrderBy(i => Math.Abs(-Math.Log(probabilities[i]) - entropy))
            .ToArray();
        var kept = 0;
        for (var mass = 0.0; kept < order.Length && (kept == 0 || mass < p); kept++) mass += probabilities[order[kept]];
        var survivors = order.Take(kept).Order().Select(i => candidates[i]).ToList();
        candidates.Clear();
        candidates.AddRange(survivors);
    }

    /// <summary>Draws by the softmax of the logits over the temperature.</summary>
    public static int Draw(List<Candidate> candidates, double temperature, double uniform)
    {
        var weights = candidates.ConvertAll(candidate => Math.Exp((candidate.Logit - candidates[0].Logit) / temperature));
        var left = uniform * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0) return candidates[i].Token;
        }

        return candidates[^1].Token;
    }

    private static Comparer<Candidate> WorstFirst { get; } = Comparer<Candidate>.Create((left, right) => BestFirst(right, left));

    private static int BestFirst(Candidate left, Candidate right)
    {
        var byLogit = right.Logit.CompareTo(left.Logit);
        return byLogit != 0 ? byLogit : left.Token.CompareTo(right.Token);
    }

    private static double[] Softmax(List<Candidate> candidates)
    {
        var best = candidates[0].Logit;
        var weights = candidates.Select(candidate => Math.Exp(candidate.Logit - (double)best)).ToArray();
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }
}
