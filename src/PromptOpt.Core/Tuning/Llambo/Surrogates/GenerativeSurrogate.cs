using MathNet.Numerics;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>
/// Whether configurations are among the good ones, as tree-structured Parzen estimators ask (Liu et al. 2024, appendix B): one verdict each. The verdicts of all
/// configurations that are asked for together are brought to the share of good ones by subtracting their mean log-odds (batch calibration, Zhou et al. 2023), since a
/// model leans to the verdict that it saw most.
/// </summary>
/// <param name="setting">Model, words and settings.</param>
public sealed class GenerativeSurrogate(LlamboSetting setting)
{
    private const string Yes = "good";
    private const string No = "poor";
    private const int FewestGood = 2;

    /// <summary>The chance of each configuration, in the order given.</summary>
    /// <param name="context">What was tried; at least three trials have a value.</param>
    /// <param name="asked">The configurations.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="InvalidOperationException">Fewer than three trials have a value.</exception>
    public async Task<IReadOnlyList<GoodChance>> PredictAsync(
        SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken = default)
    {
        var good = Good(context, setting.Options.GoodShare);
        var prompts = new LlamboPrompts(setting, context);
        int orderings = setting.Options.Orderings;
        var verdicts = await Task.WhenAll(Enumerable.Range(0, asked.Count * orderings).Select(i => VerdictAsync(
            prompts.Good(asked[i / orderings], good, Yes, No, i % orderings), RandomKeys.Seed(context.Random, RandomKeys.Good, (ulong)i), cancellationToken)));
        return Calibrate(verdicts, orderings, setting.Options.GoodShare);
    }

    /// <summary>The numbers of the trials that count as good: the best share, at least two, never all; of equal values the earlier ones.</summary>
    internal static IReadOnlySet<int> Good(SamplerContext context, double share)
    {
        var complete = context.Complete.ToList();
        if (complete.Count <= FewestGood) throw new InvalidOperationException("a verdict needs at least three values");
        int count = Math.Clamp((int)Math.Ceiling(share * complete.Count), FewestGood, complete.Count - 1);
        return complete.OrderByDescending(o => o.Value).ThenBy(o => o.Number).Take(count).Select(o => o.Number).ToHashSet();
    }

    /// <summary>Calibrates each ordering over all configurations, then averages.</summary>
    internal static IReadOnlyList<GoodChance> Calibrate(IReadOnlyList<(double LogOdds, double Leak)> verdicts, int orderings, double share)
    {
        double[] means = [.. Enumerable.Range(0, orderings).Select(r => verdicts.Where((_, i) => i % orderings == r).Average(v => v.LogOdds))];
        return [.. verdicts.Chunk(orderings).Select(own => new GoodChance(
            SpecialFunctions.Logistic(own.Select((v, r) => v.LogOdds - means[r]).Average() + SpecialFunctions.Logit(share)),
            SpecialFunctions.Logistic(own.Average(v => v.LogOdds)),
            own.Average(v => v.Leak)))];
    }

    private Task<(double LogOdds, double Leak)> VerdictAsync(ChatPrompt prompt, ulong seed, CancellationToken cancellationToken) =>
        setting.ReadsExactly ? ReadAsync(prompt, cancellationToken) : CountAsync(prompt, seed, cancellationToken);

    private async Task<(double LogOdds, double Leak)> ReadAsync(ChatPrompt prompt, CancellationToken cancellationToken)
    {
        var scoring = await setting.Model.ScoreAsync(new() { Prompt = prompt, Continuations = [" " + Yes, " " + No], IncludeEnd = false }, cancellationToken);
        double yes = scoring.LogProbabilities[0], no = scoring.LogProbabilities[1];
        return (yes - no, Math.Clamp(1 - Math.Exp(yes) - Math.Exp(no), 0, 1));
    }

    // Half a draw is added to each verdict, so that the odds stay finite (Haldane 1956 and Anscombe 1956).
    private async Task<(double LogOdds, double Leak)> CountAsync(ChatPrompt prompt, ulong seed, CancellationToken cancellationToken)
    {
        var decoding = new DecodingParameters { Temperature = setting.Options.Temperature, TopP = setting.Options.TopP, MaxTokens = 4 };
        var random = new SeededRandom(seed);
        var requests = Enumerable.Range(0, setting.Options.Draws).Select(_ => new GenerateRequest { Prompt = prompt, Decoding = decoding, Seed = random.NextBits() }).ToList();
        var answers = await Task.WhenAll(requests.Select(request => setting.Model.GenerateAsync(request, cancellationToken)));
        int yes = answers.Count(a => a.Text.TrimStart().StartsWith(Yes, StringComparison.Ordinal)), no = answers.Count(a => a.Text.TrimStart().StartsWith(No, StringComparison.Ordinal));
        return (Math.Log((yes + 0.5) / (no + 0.5)), 1 - (double)(yes + no) / answers.Length);
    }
}
