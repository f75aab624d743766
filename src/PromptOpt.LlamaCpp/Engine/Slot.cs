namespace PromptOpt.LlamaCpp.Engine;

/// <summary>A live sequence of the context. In the prefix tree are the entries at its beginning that later requests may build on.</summary>
internal sealed class Slot(int id) : PrefixHolder
{
    public int Id { get; } = id;

    /// <summary>The request it works for; null when free.</summary>
    public SequenceJob? Job { get; set; }

    public bool IsFree => Job is null;
}
