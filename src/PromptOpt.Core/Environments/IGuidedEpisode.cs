using PromptOpt.Statistics;

namespace PromptOpt.Environments;

/// <summary>An episode of a world that knows its own rules: it can say what could be done now. Used for baselines and for advice, never shown to the agent.</summary>
public interface IGuidedEpisode : IEpisode
{
    /// <summary>A reply with a random legal action; null where there is none.</summary>
    string? RandomLegalReply(SeededRandom random);

    /// <summary>A reply with an action that makes progress, from the built-in planner; null where it knows none.</summary>
    string? SuggestedReply();
}
