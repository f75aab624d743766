namespace PromptOpt.Environments;

/// <summary>What is known of an environment before any episode.</summary>
public sealed record EnvironmentInfo
{
    /// <summary>Short name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Everything that decides how episodes go: name, version of the rules, semantics, sizes. Part of a study's fingerprint.</summary>
    public required string Identity { get; init; }

    /// <summary>Kinds of errors that its steps can have besides <c>format</c>, kebab-case, e.g. <c>collision</c>. What rules may name. Empty where unknown.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    /// <summary>How the chat with the agent is kept.</summary>
    public EpisodeChatKind Chat { get; init; } = EpisodeChatKind.AppendOnly;

    /// <summary>Unreadable replies in a row that are answered with the error and asked again, before one ends the episode. Default 2.</summary>
    public int FormatRetries { get; init; } = 2;
}
