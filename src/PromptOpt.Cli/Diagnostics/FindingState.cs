namespace PromptOpt.Cli.Diagnostics;

/// <summary>How a check came out.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not needed for every work, or worth a look.</summary>
    Warning,

    /// <summary>Nothing works without it.</summary>
    Missing,
}
