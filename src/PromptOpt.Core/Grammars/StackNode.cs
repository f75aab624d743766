namespace PromptOpt.Grammars;

/// <summary>
/// Where a called rule may return to: one or several states, each with what is below it. Calls made at the same place of a text share a node,
/// so that ambiguous grammars stay small (the graph-structured stack of Tomita 1986).
/// </summary>
internal sealed class StackNode(int id, (int Return, StackNode? Below)[] frames)
{
    /// <summary>The return that ends the answer.</summary>
    public const int Finish = -1;

    /// <summary>Number, of its own in this grammar.</summary>
    public int Id { get; } = id;

    /// <summary>The returns.</summary>
    public (int Return, StackNode? Below)[] Frames { get; } = frames;
}
