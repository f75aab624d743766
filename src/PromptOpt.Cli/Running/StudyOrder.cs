using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>How the trials of a stored study are ranked.</summary>
internal static class StudyOrder
{
    /// <summary>The order, with costs from the stored rows; by quality for studies that were stored before there were others.</summary>
    public static TrialOrder Of(Study study, IStudyStore store) =>
        StudyJson.ReadOptions(study).Objective is { IsQuality: false } objective ? TrialOrder.Of(objective, new(store)) : TrialOrder.ByQuality;

    /// <summary>Complete trials with their costs; null where quality alone counts.</summary>
    public static IReadOnlyList<TradeOff>? TradeOffs(Study study, IStudyStore store) =>
        Of(study, store) is { Objective.IsQuality: false } order ? order.TradeOffs(store.ReadTrials()) : null;
}
