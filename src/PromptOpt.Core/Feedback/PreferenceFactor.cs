namespace PromptOpt.Feedback;

/// <summary>What a preference counts.</summary>
public enum PreferenceFactor
{
    /// <summary>The rollout: the weight applies once.</summary>
    Once,

    /// <summary>Steps of the episode.</summary>
    Steps,

    /// <summary>Rules of the world that were broken, unreadable replies included.</summary>
    Violations,

    /// <summary>Tokens that the agent wrote.</summary>
    ReplyTokens,

    /// <summary>Steps on which the rule's own conditions hold; 1 where they are not about steps.</summary>
    Count,
}
