using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>
/// A model's belief about the values of configurations, from what was tried before (Liu et al. 2024, section 4): averaged over orderings of the history, since a model
/// heeds the order of its examples.
/// </summary>
/// <param name="setting">Model, words and settings.</param>
public sealed class DiscriminativeSurrogate(LlamboSetting setting)
{
    private readonly IScoreReader _reader = setting.ReadsExactly
        ? new ExactScoreReader(setting.Model, setting.Calls)
        : new SampledScoreReader(setting.Calls, setting.Options.Draws, setting.Options.Temperature, setting.Options.TopP);

    /// <summary>The belief about each configuration, in the order given.</summary>
    /// <param name="context">What was tried; at least one trial has a value.</param>
    /// <param name="asked">The configurations.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="InvalidOperationException">No trial has a value.</exception>
    public async Task<IReadOnlyList<ScoreDistribution>> PredictAsync(
        SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken = default)
    {
        double[] values = [.. context.Complete.Select(o => o.Value)];
        if (values.Length == 0) throw new InvalidOperationException("a surrogate needs at least one value");
        var scale = ScoreScale.Of(values, setting.Options.MostDigits);
        bool canFail = context.History.Any(o => o.State == ObservationState.Failed);
        var prompts = new LlamboPrompts(setting, context);
        int orderings = setting.Options.Orderings;
        var beliefs = await _reader.ReadAsync([.. Enumerable.Range(0, asked.Count * orderings).Select(Question)], scale, canFail, cancellationToken);
        return [.. beliefs.Chunk(orderings).Select(ScoreDistribution.Mixture)];

        ScoreQuestion Question(int i) => new(
            prompts.Score(asked[i / orderings], scale, i % orderings), RandomKeys.Seed(context.Random, RandomKeys.Score, (ulong)(i / orderings), (ulong)(i % orderings)));
    }
}
