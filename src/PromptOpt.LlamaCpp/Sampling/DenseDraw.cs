namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>Drawing and cutting over the whole vocabulary without sorting it.</summary>
internal static class DenseDraw
{
    private const int Block = 1024;

    /// <summary>Draws by the softmax of all logits over the temperature.</summary>
    public static int Draw(ReadOnlySpan<float> logits, double temperature, double uniform)
    {
        var maximum = LogNormalizer.Maximum(logits);
        var scale = (float)(1 / temperature);
        var left = uniform * LogNormalizer.SumOfExponentials(logits, maximum, scale);
        var last = logits.IndexOf(maximum);
        for (var start = 0; start < logits.Length; start += Block)
        {
            var block = logits.Slice(start, Math.Min(Block, logits.Length - start));
            var mass = LogNormalizer.SumOfExponentials(block, maximum, scale);
            if (left < mass) return start + DrawWithin(block, maximum, scale, left);
            left -= mass;
        }

        return last; // only rounding of the very last sum leads here
    }

    /// <summary>The likeliest tokens, in falling order, that are sure to hold at least this share of the probability.</summary>
    public static List<Candidate> LikeliestWithMass(ReadOnlySpan<float> logits, double share)
    {
        var maximum = LogNormalizer.Maximum(logits);
        var total = LogNormalizer.SumOfExponentials(logits, maximum, 1);
        for (var depth = 4f; ; depth *= 2)
        {
            var kept = Candidates.AtLeast(logits, maximum - depth);
            var mass = kept.Sum(candidate => Math.Exp(candidate.Logit - maximum));
            if (kept.Count == logits.Length) return kept;
            if (mass >= share * total) return WithAbsoluteShare(kept, maximum, share * total);
        }
    }

    // Cut here, since the share is one of the whole vocabulary; the filter that follows would renormalise first.
    private static List<Candidate> WithAbsoluteShare(List<Candidate> kept, float maximum, double wanted)
    {
        var count = 0;
        for (var mass = 0.0; count < kept.Count && (count == 0 || mass < wanted); count++) mass += Math.Exp(kept[count].Logit - maximum);
        kept.RemoveRange(count, kept.Count - count);
        return kept;
    }

    private static int DrawWithin(ReadOnlySpan<float> block, float maximum, float scale, double left)
    {
        var drawn = 0;
        for (var i = 0; i < block.Length; i++)
        {
            var weight = Math.Exp((block[i] - maximum) * scale);
            if (weight <= 0) continue;
            drawn = i;
            left -= weight;
            if (left < 0) break;
        }

        return drawn;
    }
}
