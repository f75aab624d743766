using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>BlocksWorld: a hand moves blocks one by one until those named stand on each other (Chen et al. 2024).</summary>
internal sealed class BlocksWorld(WorldOptions options) : SentenceWorld<BlocksState, BlocksAction>(options)
{
    private const string InvalidAction = "invalid-action";
    private readonly WorldOptions _options = options;

    /// <inheritdoc/>
    public override string Name => "blocksworld";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations => IsPublished ? [InvalidAction, .. BlocksRules.Kinds] : BlocksRules.Kinds;

    /// <inheritdoc/>
    public override string Observe(BlocksState state) => IsPublished ? BlocksTexts.Long(state) : BlocksTexts.Short(state);

    /// <inheritdoc/>
    public override string HistoryState(BlocksState state) => BlocksTexts.Facts(state);

    /// <inheritdoc/>
    public override ParsedReply<BlocksAction> Parse(string reply, BlocksState state)
    {
        if (!IsPublished) return Only(BlocksReplies.Find(reply), BlocksReplies.Form);
        if (!BlocksReplies.IsPublishedForm(reply)) return Unreadable($"the reply is not in the required form; {BlocksReplies.Form}");
        if (BlocksReplies.FindPublished(reply) is { } action) return Read(action);
        return Wrong(new() { Kind = InvalidAction, Message = "the action does not name the blocks it needs", EndsEpisode = true });
    }

    /// <inheritdoc/>
    public override double Progress(BlocksState state) => state.Done;

    /// <inheritdoc/>
    public override WorldPlan<BlocksAction> Plan(BlocksState state) => BlocksPlanner.Plan(state);

    /// <inheritdoc/>
    public override string Write(BlocksAction action) => BlocksReplies.Write(action);

    /// <inheritdoc/>
    protected override BlocksState Published(EpisodeSpec episode) => BlocksProblems.Published(episode.Index % BlocksProblems.PublishedCount, PublishedLimit);

    /// <inheritdoc/>
    protected override BlocksState Draw(EpisodeSpec episode, SeededRandom random) =>
        BlocksProblems.Draw(BlocksSize.All[_options.SizeOf(episode, BlocksSize.All.Count)], random);

    /// <inheritdoc/>
    protected override int GoalsOf(BlocksState state) => state.Goals.Count;

    /// <inheritdoc/>
    protected override IEnumerable<BlocksAction> Actions(BlocksState state) => BlocksRules.Actions(state);

    /// <inheritdoc/>
    protected override StepError? Broken(BlocksState state, BlocksAction action) => BlocksRules.Broken(state, action);

    /// <inheritdoc/>
    protected override BlocksState Change(BlocksState state, BlocksAction action) => BlocksRules.Change(state, action);

    /// <summary>One text a verb; as published, unstacking gets the text of stacking.</summary>
    protected override string PublishedFeedback(BlocksAction action) => action.Verb switch
    {
        BlocksVerb.PickUp => "a block can be picked up only if it is clear and on the table and the hand is empty",
        BlocksVerb.PutDown => "a block can be put down only if the hand holds it",
        _ => "a block can be stacked on another only if the hand holds it and the other one is clear",
    };
}
