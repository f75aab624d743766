namespace PromptOpt.LlamaCpp.Engine;

/// <summary>The computed beginning of a prompt outside the context, to be put back into a sequence.</summary>
internal sealed class SavedPrefix(SequenceState state) : PrefixHolder
{
    public SequenceState State { get; } = state;
}
