using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>The most probable settings of a kernel, by L-BFGS (Liu and Nocedal 1989) from a few fixed starts, so that the same data always give the same settings.</summary>
internal static class KernelFit
{
    private const double Far = 12; // no logarithm is looked at beyond

    /// <summary>Finds them.</summary>
    /// <param name="likelihood">Judges settings.</param>
    /// <param name="prior">Where to start.</param>
    /// <param name="dimensions">Number of length scales.</param>
    /// <param name="iterations">Most steps from each start.</param>
    public static KernelSettings Best(MarginalLikelihood likelihood, KernelPrior prior, int dimensions, int iterations)
    {
        double best = double.PositiveInfinity;
        double[] found = prior.Median(dimensions).Logarithms;
        (double Loss, Vector<double> Gradient) Look(Vector<double> at)
        {
            var (loss, gradient) = Loss(likelihood, at);
            if (loss < best) (best, found) = (loss, at.ToArray());
            return (loss, Vector<double>.Build.Dense(gradient));
        }

        var minimizer = new LimitedMemoryBfgsMinimizer(1e-5, 1e-6, 1e-9, 8, iterations);
        foreach (var start in Starts(prior, dimensions))
        {
            try
            {
                minimizer.FindMinimum(ObjectiveFunction.Gradient(Look), Vector<double>.Build.Dense(start.Logarithms));
            }
            catch (OptimizationException)
            {
                // Out of steps, or no step helps any more: what was best so far is kept.
            }
        }

        var settings = KernelSettings.Of(found);
        return settings with { Noise = Math.Max(settings.Noise, KernelPrior.NoiseFloor) };
    }

    private static IEnumerable<KernelSettings> Starts(KernelPrior prior, int dimensions)
    {
        var median = prior.Median(dimensions);
        yield return median;
        yield return median with { LengthScales = [.. median.LengthScales.Select(scale => scale / 4)] };
        yield return median with { LengthScales = [.. median.LengthScales.Select(scale => scale * 2)], Noise = 0.1 };
    }

    /// <summary>Minus the mean log posterior of a value; a quadratic wall keeps logarithms finite.</summary>
    private static (double Loss, double[] Gradient) Loss(MarginalLikelihood likelihood, Vector<double> at)
    {
        var logarithms = new double[at.Count];
        for (int i = 0; i < logarithms.Length; i++) logarithms[i] = Math.Clamp(at[i], i == logarithms.Length - 1 ? Math.Log(KernelPrior.NoiseFloor) : -Far, Far);
        var gradient = new double[at.Count];
        double loss = -likelihood.LogPosterior(logarithms, gradient) / likelihood.Count;
        for (int i = 0; i < gradient.Length; i++)
        {
            double beyond = at[i] - logarithms[i];
            gradient[i] = beyond == 0 ? -gradient[i] / likelihood.Count : beyond;
            loss += beyond * beyond / 2;
        }

        return (loss, gradient);
    }
}
