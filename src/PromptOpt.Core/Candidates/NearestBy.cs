namespace PromptOpt.Candidates;

/// <summary>What two inputs are compared by.</summary>
public enum NearestBy
{
    /// <summary>Cosine of their words and word pairs, rare ones weighing more. Needs no model.</summary>
    TfIdf,

    /// <summary>Cosine of the vectors that the model turns them into; one more call of the model a row.</summary>
    Embedding,
}
