using MathNet.Numerics.Distributions;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Acquisition;

/// <summary>How probable it is that a configuration runs at all and breaks no constraint on the outcome.</summary>
internal sealed class Feasibility
{
    private const double Prior = 0.5; // weight of the belief, before anything failed near by, that a configuration runs

    private readonly SurrogateData _data;
    private readonly GaussianProcess? _violation;
    private readonly double _limit;
    private readonly double[] _weights;
    private readonly bool _anyFailed;

    /// <summary>Learns from the history.</summary>
    /// <param name="data">The history.</param>
    /// <param name="settings">Of the objective's model, whose length scales say what is near.</param>
    public Feasibility(SurrogateData data, KernelSettings settings)
    {
        _data = data;
        _weights = [.. settings.LengthScales.Select(length => 1 / (length * length))];
        _anyFailed = data.Known.Any(o => o.State == ObservationState.Failed);
        int[] ran = [.. Enumerable.Range(0, data.Known.Count).Where(i => data.Known[i].State == ObservationState.Complete)];
        double[] violations = [.. ran.Select(i => Math.Max(0, data.Known[i].Violation))];
        if (!violations.Any(v => v > 0)) return;
        // Zero means "none", however far from the bound: the bound is put half way to the least that was seen.
        _limit = violations.Where(v => v > 0).Min() / 2;
        _violation = GaussianProcess.Fit([.. ran.Select(i => data.Points[i])], [.. violations.Select(v => -v)], [.. ran.Select(_ => 0.0)], data.Space.Unordered);
    }

    /// <summary>The logarithm of the probability; 0 where nothing failed and nothing was broken. That constraints hold is as Gardner et al. (2014) have it; that it runs, the kernel-weighted share that ran.</summary>
    public double LogProbability(double[] point)
    {
        double sum = 0;
        if (_violation is not null)
        {
            var (mean, deviation) = _violation.Standard(point);
            sum += Math.Log(Math.Max(1e-300, Normal.CDF(0, 1, (mean - _violation.Scale.Apply(-_limit)) / deviation)));
        }

        return _anyFailed ? sum + Math.Log(RunShare(point)) : sum;
    }

    private double RunShare(double[] point)
    {
        double ran = Prior, all = Prior;
        for (int i = 0; i < _data.Points.Length; i++)
        {
            double distance = 0;
            for (int d = 0; d < _weights.Length; d++) distance += _weights[d] * Matern.SquaredDistance(point[d], _data.Points[i][d], _data.Space.Unordered[d]);
            double near = Matern.Correlation(distance);
            all += near;
            if (_data.Known[i].State == ObservationState.Complete) ran += near;
        }

        return ran / all;
    }
}
