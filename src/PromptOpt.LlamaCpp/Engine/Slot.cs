using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// One sequence of the context. <see cref="Tokens"/> are those at its beginning that later requests may build on: only tokens computed
/// in pieces of two or more, since single-token steps use other kernels and round differently.
/// </summary>
internal sealed class Slot(int id)
{
    public int Id { get; } = id;

    public List<int> Tokens { get; } = [];

    /// <summary>The request it works for; null when free.</summary>
    public SequenceJob? Job { get; set; }

    /// <summary>Counts up with every use, so that the longest unused slot can be found.</summary>
    public long LastUsed { get; set; }

    public bool IsFree => Job is null;

    public int CommonPrefix(ReadOnlySpan<int> prompt) =>
        CollectionsMarshal.AsSpan(Tokens).CommonPrefixLength(prompt);
}
