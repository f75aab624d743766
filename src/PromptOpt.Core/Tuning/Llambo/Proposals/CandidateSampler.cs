using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>
/// Configurations that a model expects to reach a target score, given what was tried (Liu et al. 2024, section 6). A model that obeys grammars can write nothing but
/// configurations of the space; what another one writes is checked, and dropped where it is wrong.
/// </summary>
/// <param name="setting">Model, words and settings.</param>
public sealed class CandidateSampler(LlamboSetting setting)
{
    private const int Prose = 64;

    /// <summary>Draws candidates. Each answer is asked for another of the targets in turn, with another ordering of the history.</summary>
    /// <param name="context">What was tried; at least one trial has a value.</param>
    /// <param name="count">How many are wanted, at least 1.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="InvalidOperationException">No trial has a value.</exception>
    public async Task<CandidateDraw> DrawAsync(SamplerContext context, int count, CancellationToken cancellationToken = default)
    {
        double[] values = [.. context.Complete.Select(o => o.Value)];
        if (values.Length == 0) throw new InvalidOperationException("a target score needs at least one value");
        var prompts = new LlamboPrompts(setting, context);
        var collector = new CandidateCollector(context, prompts.Rows);
        var scale = ScoreScale.Of(values, setting.Options.MostDigits);
        for (int round = 0; round < setting.Options.Rounds && collector.Count < count; round++)
        {
            var constraint = setting.CanConstrain ? ConfigurationGrammar.For(context.Space, prompts.Rows, collector.Seen) : null;
            if (setting.CanConstrain && constraint is null) break;
            var requests = Enumerable.Range(0, count - collector.Count).Select(i => Request(context, prompts, scale, values, round, i, constraint)).ToList();
            foreach (var answer in await setting.Calls.GenerateAsync("candidates", requests, cancellationToken)) collector.Take(answer, count);
        }

        return collector.Result;
    }

    private GenerateRequest Request(
        SamplerContext context, LlamboPrompts prompts, ScoreScale scale, double[] values, int round, int index, AnswerConstraint? constraint)
    {
        var options = setting.Options;
        double target = TargetScore.Of(values, options.Alphas[index % options.Alphas.Count], setting.Card.Lowest, setting.Card.Highest);
        int tokens = ConfigurationGrammar.Longest(context.Space, prompts.Rows) + (constraint is null ? Prose : 0);
        return new()
        {
            Prompt = prompts.Candidate(target, scale, index % options.Orderings, tokens),
            Decoding = new() { Temperature = options.CandidateTemperature, MaxTokens = tokens },
            Constraint = constraint,
            TopLogProbabilities = setting.Model.Capabilities.HasFlag(LanguageModelCapabilities.TokenProbabilities) ? 1 : 0,
            Seed = RandomKeys.Seed(context.Random, RandomKeys.Candidate, (ulong)round, (ulong)index),
        };
    }
}
