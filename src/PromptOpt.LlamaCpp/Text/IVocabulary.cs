namespace PromptOpt.LlamaCpp.Text;

/// <summary>What the engine must know of the tokens of a model.</summary>
internal interface IVocabulary
{
    /// <summary>Whether the model ends its answer with this token.</summary>
    bool EndsGeneration(int token);

    /// <summary>The token as UTF-8, possibly a part of a character; empty for control tokens.</summary>
    ReadOnlySpan<byte> Bytes(int token);
}
