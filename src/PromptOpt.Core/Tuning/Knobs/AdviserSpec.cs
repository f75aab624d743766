using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Tuning.Knobs;

/// <summary>How a language model advises the sampler of a study.</summary>
public sealed record AdviserSpec
{
    /// <summary>Its share of the tokens where nobody says otherwise.</summary>
    public const double DefaultTokenShare = 0.25;

    /// <summary>What it is told of the task; null for all that is known.</summary>
    public ContextLevel? Context { get; init; }

    /// <summary>Its weight before it has shown anything, 0 (it is never asked) to 0.5; null for what <see cref="Llambo.Guard.GuardOptions.StartWeight"/> is by default.</summary>
    public double? Weight { get; init; }

    /// <summary>Most of the tokens of the search that its calls may take, above 0 and at most 1; null for <see cref="DefaultTokenShare"/>.</summary>
    public double? TokenShare { get; init; }

    /// <summary>Time that it has for one trial; null for what <see cref="Llambo.Guard.GuardOptions.Timeout"/> is by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>This, where it says something, over another one.</summary>
    public AdviserSpec Over(AdviserSpec? other) => new()
    {
        Context = Context ?? other?.Context,
        Weight = Weight ?? other?.Weight,
        TokenShare = TokenShare ?? other?.TokenShare,
        Timeout = Timeout ?? other?.Timeout,
    };
}
