namespace PromptOpt.Search;

/// <summary>Parts of the search that can be switched off, one by one, to see what they are worth.</summary>
[Flags]
public enum Ablations
{
    /// <summary>Nothing is switched off.</summary>
    None = 0,

    /// <summary>The feedback rules that people wrote: every failure is told without a name and without advice. Preferences stay.</summary>
    Rules = 1,

    /// <summary>The summariser: the writer sees the message of one case a group.</summary>
    Summaries = 2,

    /// <summary>The learned score model.</summary>
    ScoreModel = 4,

    /// <summary>The chain of ancestors in what the writer sees.</summary>
    Ancestors = 8,

    /// <summary>Earlier steps of an episode in what the solver sees: each step shows the task and the last observation alone.</summary>
    History = 16,

    /// <summary>What a language model that advises a tuner sees of the results: the values stand on other trials.</summary>
    AdviserEvidence = 32,

    /// <summary>What trials are expected to cost, in what a tuner tries next.</summary>
    CostAwareTuning = 64,
}
