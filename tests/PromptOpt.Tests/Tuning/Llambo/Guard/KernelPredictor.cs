using MathNet.Numerics.LinearAlgebra;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

/// <summary>A small predictor for tests: a Gaussian process with a fixed squared-exponential kernel on standardised values.</summary>
internal sealed class KernelPredictor : IPredictor
{
    private const double Length = 0.3;
    private const double Noise = 1e-4;

    public IPosterior Fit(SamplerContext context) => new Posterior(context);

    private sealed class Posterior : IPosterior
    {
        private readonly SearchSpace _space;
        private readonly double[][] _points;
        private readonly double _mean, _spread;
        private readonly Matrix<double> _inverse;
        private readonly Vector<double> _weights;

        public Posterior(SamplerContext context)
        {
            _space = context.Space;
            var complete = context.Complete.ToList();
            _points = [.. complete.Select(o => _space.PointOf(o.Configuration))];
            _mean = complete.Average(o => o.Value);
            _spread = Math.Max(1e-9, Math.Sqrt(complete.Average(o => Math.Pow(o.Value - _mean, 2))));
            _inverse = Matrix<double>.Build.Dense(_points.Length, _points.Length, (i, j) => Kernel(_points[i], _points[j]) + (i == j ? Noise : 0)).Inverse();
            _weights = _inverse * Vector<double>.Build.Dense([.. complete.Select(o => (o.Value - _mean) / _spread)]);
        }

        public NormalBelief At(Configuration configuration)
        {
            double[] point = _space.PointOf(configuration);
            var near = Vector<double>.Build.Dense([.. _points.Select(p => Kernel(p, point))]);
            double variance = Math.Max(0, 1 - near * _inverse * near);
            return new(_mean + _spread * (near * _weights), _spread * _spread * variance, _spread * _spread * Noise);
        }

        private static double Kernel(double[] a, double[] b) => Math.Exp(-a.Zip(b, (x, y) => (x - y) * (x - y)).Sum() / (2 * Length * Length));
    }
}
