using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>Configurations that a model proposes before anything is known of how they do (Liu et al. 2024, section 3), several in one answer so that they differ.</summary>
/// <param name="setting">Model, words and settings.</param>
public sealed class WarmStart(LlamboSetting setting)
{
    private const int Prose = 64;

    /// <summary>Draws configurations.</summary>
    /// <param name="context">The space, and what was tried already and is not wanted again.</param>
    /// <param name="count">How many are wanted, at least 1.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<CandidateDraw> DrawAsync(SamplerContext context, int count, CancellationToken cancellationToken = default)
    {
        var prompts = new LlamboPrompts(setting, context);
        var collector = new CandidateCollector(context, prompts.Rows);
        for (int round = 0; round < setting.Options.Rounds && collector.Count < count; round++)
        {
            int missing = count - collector.Count;
            var constraint = setting.CanConstrain ? ConfigurationGrammar.For(context.Space, prompts.Rows, collector.Seen, missing) : null;
            if (setting.CanConstrain && constraint is null) break;
            int tokens = missing * (ConfigurationGrammar.Longest(context.Space, prompts.Rows) + 1) + (constraint is null ? Prose : 0);
            var request = new GenerateRequest
            {
                Prompt = prompts.Start(missing),
                Decoding = new() { Temperature = setting.Options.CandidateTemperature, MaxTokens = tokens },
                Constraint = constraint,
                Seed = RandomKeys.Seed(context.Random, RandomKeys.Start, (ulong)round),
            };
            foreach (var answer in await setting.Calls.GenerateAsync("first ideas", [request], cancellationToken)) collector.Take(answer, count);
        }

        return collector.Result;
    }
}
