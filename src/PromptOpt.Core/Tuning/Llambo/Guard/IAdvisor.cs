using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>Something that knows about what is tuned from elsewhere, and may be wrong: it proposes configurations and judges them.</summary>
public interface IAdvisor
{
    /// <summary>What it does otherwise than asked, in sentences for people.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Whether asking it once more keeps within what it may cost. Default: always.</summary>
    bool IsWithinMeans => true;

    /// <summary>First configurations, from no more than the space.</summary>
    Task<IReadOnlyList<Configuration>> BeginAsync(SamplerContext context, int count, CancellationToken cancellationToken);

    /// <summary>Configurations that it expects to do well, given the history.</summary>
    Task<IReadOnlyList<Configuration>> ProposeAsync(SamplerContext context, CancellationToken cancellationToken);

    /// <summary>Its belief about each of some configurations, in the order given.</summary>
    Task<IReadOnlyList<ScoreDistribution>> JudgeAsync(SamplerContext context, IReadOnlyList<Configuration> asked, CancellationToken cancellationToken);
}
