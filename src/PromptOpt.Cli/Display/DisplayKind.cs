namespace PromptOpt.Cli.Display;

/// <summary>How progress is shown.</summary>
internal enum DisplayKind
{
    /// <summary>Not at all.</summary>
    Silent,

    /// <summary>A line for every finished trial.</summary>
    Plain,

    /// <summary>A frame that is drawn again in place.</summary>
    Live,
}
