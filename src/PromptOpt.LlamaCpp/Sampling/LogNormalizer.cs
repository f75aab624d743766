using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>
/// The logarithm of the softmax denominator. Always computed in vectors of eight and blocks summed in double precision, so that the
/// result does not depend on the vector width of the machine; relative error about 1e-7.
/// </summary>
internal static class LogNormalizer
{
    private const int Block = 1024;

    /// <summary>ln Σ exp(logit).</summary>
    public static double Compute(ReadOnlySpan<float> logits)
    {
        var maximum = Maximum(logits);
        return maximum + Math.Log(SumOfExponentials(logits, maximum, 1));
    }

    /// <summary>Σ exp((logit - maximum) · scale).</summary>
    public static double SumOfExponentials(ReadOnlySpan<float> logits, float maximum, float scale)
    {
        double sum = 0;
        for (var start = 0; start < logits.Length; start += Block)
            sum += BlockSum(logits.Slice(start, Math.Min(Block, logits.Length - start)), maximum, scale);
        return sum;
    }

    public static float Maximum(ReadOnlySpan<float> logits)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        var best = Vector256.Create(float.NegativeInfinity);
        foreach (var vector in vectors) best = Vector256.Max(best, vector);
        var maximum = float.NegativeInfinity;
        for (var lane = 0; lane < Vector256<float>.Count; lane++) maximum = Math.Max(maximum, best[lane]);
        for (var i = vectors.Length * Vector256<float>.Count; i < logits.Length; i++) maximum = Math.Max(maximum, logits[i]);
        return maximum;
    }

    /// <summary>The index of the largest logit; the lowest among equals.</summary>
    public static int ArgMax(ReadOnlySpan<float> logits) => logits.IndexOf(Maximum(logits));

    private static double BlockSum(ReadOnlySpan<float> logits, float maximum, float scale)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        var sum = Vector256<float>.Zero;
        var shift = Vector256.Create(maximum);
        foreach (var vector in vectors) sum += Vector256.Exp((vector - shift) * scale);
        double total = Vector256.Sum(sum);
        for (var i = vectors.Length * Vector256<float>.Count; i < logits.Length; i++) total += MathF.Exp((logits[i] - maximum) * scale);
        return total;
    }
}
