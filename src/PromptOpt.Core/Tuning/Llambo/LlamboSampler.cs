using PromptOpt.Statistics;
using PromptOpt.Tuning.Llambo.Proposals;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo;

/// <summary>
/// LLAMBO from end to end (Liu et al. 2024, section 7): after a few given trials, the model proposes candidates for a target score, judges each, and the one that
/// promises most is tried. It trusts the model blindly: <see cref="Guard.GuardedSampler"/> is the one to use where that can cost something.
/// </summary>
public sealed class LlamboSampler : IAsyncSampler
{
    private readonly LlamboSetting _setting;
    private readonly ISampler _initial;
    private readonly CandidateSampler _candidates;
    private readonly DiscriminativeSurrogate _scores;
    private readonly GenerativeSurrogate _verdicts;

    /// <summary>Creates the sampler.</summary>
    /// <param name="setting">Model, words and settings.</param>
    /// <param name="initial">Suggests the first trials, and where the model proposes nothing that is allowed and new. Null: random.</param>
    public LlamboSampler(LlamboSetting setting, ISampler? initial = null)
    {
        (_setting, _initial) = (setting, initial ?? new RandomSampler());
        (_candidates, _scores, _verdicts) = (new(setting), new(setting), new(setting));
    }

    /// <inheritdoc/>
    public string Name => "llambo";

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _setting.Notes;

    /// <inheritdoc/>
    public async Task<Suggestion> SuggestAsync(SamplerContext context, CancellationToken cancellationToken = default)
    {
        if (context.Complete.Count() < _setting.Options.InitialTrials) return _initial.Suggest(context);
        var draw = await _candidates.DrawAsync(context, _setting.Options.Candidates, cancellationToken);
        Configuration[] candidates = [.. draw.Candidates.Select(c => c.Configuration)];
        if (candidates.Length == 0) return _initial.Suggest(context);
        var worth = await WorthAsync(context, candidates, cancellationToken);
        return new(candidates[Enumerable.Range(0, candidates.Length).MaxBy(i => worth[i])], Name);
    }

    private async Task<double[]> WorthAsync(SamplerContext context, Configuration[] candidates, CancellationToken cancellationToken)
    {
        if (_setting.Options.Surrogate == SurrogateKind.Generative)
            return [.. (await _verdicts.PredictAsync(context, candidates, cancellationToken)).Select(chance => chance.Probability)];
        double best = context.Complete.Max(o => o.Value);
        var beliefs = await _scores.PredictAsync(context, candidates, cancellationToken);
        return [.. beliefs.Select(b => _setting.ReadsExactly ? ExpectedImprovement.Of(b, best) : NormalImprovement.Of(b.Mean, b.Deviation, best))];
    }
}
