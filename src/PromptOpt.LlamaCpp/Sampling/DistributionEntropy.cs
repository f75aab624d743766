using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>
/// The entropy in nats of the softmax of logits over a temperature, over the whole vocabulary: ln S - (Σ w x) / S with x = (logit - maximum) / temperature,
/// w = exp x and S = Σ w. One pass in vectors of eight and blocks summed in double precision, like <see cref="LogNormalizer"/>.
/// </summary>
internal static class DistributionEntropy
{
    private const int Block = 1024;

    /// <summary>exp of this is nothing beside 1, and times itself still a number: so banned tokens, at minus infinity, add nothing.</summary>
    private const float Least = -80;

    /// <summary>The entropy, at least 0 and at most the logarithm of the number of logits.</summary>
    public static double Of(ReadOnlySpan<float> logits, double temperature)
    {
        var (maximum, scale) = (LogNormalizer.Maximum(logits), (float)(1 / temperature));
        var (sum, weighted) = (0.0, 0.0);
        for (var start = 0; start < logits.Length; start += Block)
        {
            var (blockSum, blockWeighted) = BlockSums(logits.Slice(start, Math.Min(Block, logits.Length - start)), maximum, scale);
            sum += blockSum;
            weighted += blockWeighted;
        }

        return Math.Max(0, Math.Log(sum) - (weighted / sum));
    }

    private static (double Sum, double Weighted) BlockSums(ReadOnlySpan<float> logits, float maximum, float scale)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        var (sums, products) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (shift, least) = (Vector256.Create(maximum), Vector256.Create(Least));
        foreach (var vector in vectors)
        {
            var exponent = Vector256.Max((vector - shift) * scale, least);
            var weight = Vector256.Exp(exponent);
            sums += weight;
            products += weight * exponent;
        }

        double sum = Vector256.Sum(sums), weighted = Vector256.Sum(products);
        for (var i = vectors.Length * Vector256<float>.Count; i < logits.Length; i++)
        {
            var exponent = MathF.Max((logits[i] - maximum) * scale, Least);
            var weight = MathF.Exp(exponent);
            sum += weight;
            weighted += weight * exponent;
        }

        return (sum, weighted);
    }
}
