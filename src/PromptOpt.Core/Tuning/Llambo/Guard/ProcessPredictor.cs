using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>
/// The Gaussian process that <see cref="NoisyEiSampler"/> uses (Rasmussen and Williams 2006, algorithm 2.1), as the guard's predictor. What is being tried counts as known to
/// be as expected, so that a second configuration next to it promises little.
/// </summary>
public sealed class ProcessPredictor : IPredictor
{
    /// <inheritdoc/>
    public IPosterior Fit(SamplerContext context) => new Posterior(context.Space, new SurrogateData(context));

    private sealed class Posterior(SearchSpace space, SurrogateData data) : IPosterior
    {
        private readonly GaussianProcess _process = data.Fit().Believing(data.Pending);

        // What a measurement adds: the noise that the process found, and the standard errors that came with the values.
        private readonly double _errorVariance = data.Errors.Average(error => error * error);

        public NormalBelief At(Configuration configuration)
        {
            var (mean, deviation) = _process.Predict(space.PointOf(configuration));
            double slope = _process.Scale.Slope(mean);
            return new(mean, deviation * deviation, _process.Settings.Noise / (slope * slope) + _errorVariance);
        }
    }
}
