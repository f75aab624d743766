using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>What a frame is drawn from.</summary>
internal sealed record LiveState
{
    /// <summary>What is being run.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Share of the model that is loaded; null when that is over.</summary>
    public double? Loaded { get; init; }

    /// <summary>The last status; null before the first.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>Time since that status came: clocks go on between two of them.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>Finished trials, the newest first.</summary>
    public IReadOnlyList<Trial> Finished { get; init; } = [];
}
