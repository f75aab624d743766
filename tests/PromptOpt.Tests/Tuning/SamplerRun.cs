using PromptOpt.Statistics;
using PromptOpt.Tests.Tuning.Functions;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning;

/// <summary>A sampler on a function with a known optimum.</summary>
internal static class SamplerRun
{
    private const ulong NoiseKey = 77;

    // Standard deviation at half of the evaluation, as a share of the default's regret.
    private const double PartialNoise = 0.05;

    /// <summary>The exact regret of the best of what was evaluated in full.</summary>
    /// <param name="sampler">Suggests.</param>
    /// <param name="function">Answers; a part of the evaluation sees it through noise that falls with the square root of the part.</param>
    /// <param name="budget">Full evaluations, or as many parts as add up to them.</param>
    /// <param name="seed">Of the study.</param>
    public static double Regret(ISampler sampler, SyntheticFunction function, int budget, ulong seed)
    {
        var study = new SeededRandom(seed);
        var history = new List<Observation>();
        double spent = 0, regret = function.Regret(function.Space.Default);
        while (spent < budget - 1e-6)
        {
            int number = history.Count + 1;
            var next = sampler.Suggest(new() { Space = function.Space, History = history, Number = number, Study = study });
            double noise = PartialNoise * function.Regret(function.Space.Default) * Math.Sqrt(1 / next.Fidelity - 1);
            var random = study.Fork(NoiseKey, (ulong)number);
            history.Add(new()
            {
                Number = number,
                Configuration = next.Configuration,
                Value = function.Observe(next.Configuration, random) + noise * random.NextNormal(),
                Fidelity = next.Fidelity,
                Source = next.Source,
            });
            spent += next.Fidelity;
            if (next.Fidelity >= 1) regret = Math.Min(regret, function.Regret(next.Configuration));
        }

        return regret;
    }
}
