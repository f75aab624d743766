using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Llambo.Proposals;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo;

/// <summary>A language model as an advisor: zero-shot configurations, candidates for a target score, and beliefs about scores.</summary>
/// <param name="setting">Model, words and settings.</param>
public sealed class LlamboAdvisor(LlamboSetting setting) : IAdvisor
{
    private readonly WarmStart _start = new(setting);
    private readonly CandidateSampler _candidates = new(setting);
    private readonly DiscriminativeSurrogate _scores = new(setting);

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => setting.Notes;

    /// <inheritdoc/>
    public bool IsWithinMeans => setting.Calls.IsWithinMeans;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Configuration>> BeginAsync(SamplerContext context, int count, CancellationToken cancellationToken) =>
        Configurations(await _start.DrawAsync(context, count, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Configuration>> ProposeAsync(SamplerContext context, CancellationToken cancellationToken) =>
        Configurations(await _candidates.DrawAsync(context, setting.Options.Candidates, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoreDistribution>> JudgeAsync(SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken) =>
        _scores.PredictAsync(context, asked, cancellationToken);

    private static Configuration[] Configurations(CandidateDraw draw) => [.. draw.Candidates.Select(c => c.Configuration)];
}
