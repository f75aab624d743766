using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>Logistics: trucks within cities and airplanes between them bring packages to their goals (Chen et al. 2024).</summary>
internal sealed class LogisticsWorld(WorldOptions options) : SentenceWorld<LogisticsState, LogisticsAction>(options)
{
    private const string WrongObject = "wrong-object";
    private readonly WorldOptions _options = options;

    /// <inheritdoc/>
    public override string Name => "logistics";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations => IsPublished ? [WrongObject, .. LogisticsRules.Kinds] : LogisticsRules.Kinds;

    /// <inheritdoc/>
    public override string Observe(LogisticsState state) => IsPublished ? LogisticsTexts.Long(state) : LogisticsTexts.Short(state);

    /// <inheritdoc/>
    public override string HistoryState(LogisticsState state) => LogisticsTexts.Facts(state);

    /// <inheritdoc/>
    public override ParsedReply<LogisticsAction> Parse(string reply, LogisticsState state)
    {
        if (!IsPublished) return Only(LogisticsReplies.Find(reply), LogisticsReplies.Form);
        if (!LogisticsReplies.IsPublishedForm(reply)) return Unreadable($"the reply is not in the required form; {LogisticsReplies.Form}");
        if (LogisticsReplies.FindPublished(reply) is { } action) return Read(action);
        return Wrong(new() { Kind = WrongObject, Message = "the action does not name the objects it needs", EndsEpisode = true });
    }

    /// <inheritdoc/>
    public override double Progress(LogisticsState state) => state.Done;

    /// <inheritdoc/>
    public override WorldPlan<LogisticsAction> Plan(LogisticsState state) => LogisticsPlanner.Plan(state);

    /// <inheritdoc/>
    public override string Write(LogisticsAction action) => LogisticsReplies.Write(action);

    /// <inheritdoc/>
    protected override LogisticsState Published(EpisodeSpec episode) => LogisticsProblems.Published(episode.Index % LogisticsProblems.PublishedCount, PublishedLimit);

    /// <inheritdoc/>
    protected override LogisticsState Draw(EpisodeSpec episode, SeededRandom random) =>
        LogisticsProblems.Draw(LogisticsSize.All[_options.SizeOf(episode, LogisticsSize.All.Count)], random);

    /// <inheritdoc/>
    protected override int GoalsOf(LogisticsState state) => state.Goals.Count;

    /// <inheritdoc/>
    protected override IEnumerable<LogisticsAction> Actions(LogisticsState state) => LogisticsRules.Actions(state);

    /// <inheritdoc/>
    protected override StepError? Broken(LogisticsState state, LogisticsAction action) => LogisticsRules.Broken(state, action);

    /// <inheritdoc/>
    protected override LogisticsState Change(LogisticsState state, LogisticsAction action) => LogisticsRules.Change(state, action);

    /// <summary>One text a verb; as published, unloading gets the text of loading.</summary>
    protected override string PublishedFeedback(LogisticsAction action) => action.Verb switch
    {
        LogisticsVerb.Drive => "a truck can be driven only from where it is to a location of the same city",
        LogisticsVerb.Fly => "an airplane can be flown only from the airport where it is to an airport",
        _ => "a package can be loaded only if it and the vehicle are at the named location",
    };
}
