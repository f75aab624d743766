namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>A stretch of the trie that is computed in one go, from a branching point down to a leaf.</summary>
/// <param name="Depth">Continuation tokens above it, which stay.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Reads">What to read behind each of them; may be empty for one.</param>
/// <param name="Path">The nodes from the first token of the continuation down to the first of the stretch; their values are known before it is computed.</param>
/// <param name="Ends">The continuations that go through its first token.</param>
internal sealed record ScoreStep(
    int Depth, IReadOnlyList<int> Tokens, IReadOnlyList<IReadOnlyList<ScoreRead>> Reads, IReadOnlyList<int> Path, IReadOnlyList<int> Ends);
