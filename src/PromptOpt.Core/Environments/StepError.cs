namespace PromptOpt.Environments;

/// <summary>What was wrong with a reply.</summary>
public sealed record StepError
{
    /// <summary>The kind of a reply that could not be read.</summary>
    public const string Format = "format";

    /// <summary><see cref="Format"/>, or one of the environment's <see cref="EnvironmentInfo.Violations"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The first rule that was broken, as a sentence with the names of this step: "cell [2, 1] holds an obstacle".</summary>
    public required string Message { get; init; }

    /// <summary>Whether it ends the episode. Not for <see cref="Format"/>: there, the runner counts.</summary>
    public bool EndsEpisode { get; init; }

    /// <summary>A reply that would have been allowed and useful; null where none is known. For whoever improves the prompt, not for the agent.</summary>
    public string? Alternative { get; init; }
}
