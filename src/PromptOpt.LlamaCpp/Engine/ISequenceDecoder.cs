namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// The native context as the engine uses it: a fixed number of sequences, each with its own key-value memory. Used by one thread.
/// </summary>
internal interface ISequenceDecoder : IDisposable
{
    int SequenceCount { get; }

    /// <summary>Tokens that one sequence holds.</summary>
    int ContextTokens { get; }

    /// <summary>Most tokens of one call.</summary>
    int BatchTokens { get; }

    /// <summary>Computes a batch. 0 is success; anything else left the tokens out.</summary>
    int Decode(DecodeBatch batch);

    /// <summary>What the last failing call said.</summary>
    string FailureCause { get; }

    /// <summary>Logits of a batch entry that asked for them, valid until the next call. The caller may change them.</summary>
    Span<float> Logits(int index);

    /// <summary>Forgets everything of a sequence behind its first tokens.</summary>
    void Truncate(int sequence, int length);

    /// <summary>Makes a sequence a copy of another one.</summary>
    void Copy(int source, int target);

    /// <summary>Bytes that <see cref="Save"/> would take.</summary>
    long StateSize(int sequence);

    /// <summary>Copies a sequence's memory out; null if that failed.</summary>
    SequenceState? Save(int sequence);

    /// <summary>Puts a saved memory into a sequence, instead of what it held. False if that failed; then the sequence holds nothing of use.</summary>
    bool Restore(SequenceState state, int sequence);
}
