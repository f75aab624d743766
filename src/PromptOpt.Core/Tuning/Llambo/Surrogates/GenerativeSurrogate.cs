using MathNet.Numerics;
using PromptOpt.LanguageModels;
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
    private const string Purpose = "verdicts";
    private const int FewestGood = 2;

    /// <summary>The chance of each configuration, in the order given.</summary>
    /// <param name="context">What was tried; at least three trials have a value.</param>
    /// <param name="asked">The configurations.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="InvalidOperationException">Fewer than three trials have a value.</exception>
    public async Task<IReadOnlyList<GoodChance>> PredictAsync(
        SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken = default)
    {
        var good = Good(setting.Shown(context), setting.Options.GoodShare);
        var prompts = new LlamboPrompts(setting, context);
        int orderings = setting.Options.Orderings;
        ScoreQuestion[] questions = [.. Enumerable.Range(0, asked.Count * orderings).Select(i => new ScoreQuestion(
            prompts.Good(asked[i / orderings], good, Yes, No, i % orderings), RandomKeys.Seed(context.Random, RandomKeys.Good, (ulong)i)))];
        var verdicts = setting.ReadsExactly ? await ReadAsync(questions, cancellationToken) : await CountAsync(questions, cancellationToken);
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

    private async Task<(double LogOdds, double Leak)[]> ReadAsync(ScoreQuestion[] questions, CancellationToken cancellationToken)
    {
        var read = await setting.Calls.ScoreAsync(
            Purpose, [.. questions.Select(q => new ScoreRequest { Prompt = q.Prompt, Continuations = [" " + Yes, " " + No], IncludeEnd = false })], cancellationToken);
        return [.. read.Select(logs => (logs[0] - logs[1], Math.Clamp(1 - Math.Exp(logs[0]) - Math.Exp(logs[1]), 0, 1)))];
    }

    private async Task<(double LogOdds, double Leak)[]> CountAsync(ScoreQuestion[] questions, CancellationToken cancellationToken)
    {
        var decoding = new DecodingParameters { Temperature = setting.Options.Temperature, TopP = setting.Options.TopP, MaxTokens = 4 };
        var answers = await setting.Calls.GenerateAsync(Purpose, [.. questions.SelectMany(question => question.Draws(setting.Options.Draws, decoding))], cancellationToken);
        return [.. answers.Chunk(setting.Options.Draws).Select(Count)];
    }

    // Half a draw is added to each verdict, so that the odds stay finite (Haldane 1956 and Anscombe 1956).
    private static (double LogOdds, double Leak) Count(Generation[] answers)
    {
        int yes = answers.Count(a => a.Text.TrimStart().StartsWith(Yes, StringComparison.Ordinal)), no = answers.Count(a => a.Text.TrimStart().StartsWith(No, StringComparison.Ordinal));
        return (Math.Log((yes + 0.5) / (no + 0.5)), 1 - (double)(yes + no) / answers.Length);
    }
}
