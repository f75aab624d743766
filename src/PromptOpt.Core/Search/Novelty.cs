namespace PromptOpt.Search;

/// <summary>What about a proposal must be new.</summary>
public enum Novelty
{
    /// <summary>The candidate as a whole: small edits of a long instruction are meant to be like it.</summary>
    Candidate,

    /// <summary>The wording too: a model wrote the whole instruction, and one like those that were tried would be paid for twice.</summary>
    Wording,
}
