using PromptOpt.Search.Operators;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Stages;

/// <summary>
/// The stages of the strategy <see cref="Strategy.Joint"/>: prompts are searched with decoding as it is, then the best of them are tuned together with all else, then what was found is tuned once more, nearby.
/// The order is that of what is dear: a prompt takes a writer and many wrong turns, and a temperature is soon found for each of a few prompts.
/// </summary>
internal static class JointStages
{
    /// <summary>Most prompts that are tuned together.</summary>
    public const int MostPrompts = 4;

    /// <summary>Share of the budget after which the best prompts are tuned, and that after which what was found is.</summary>
    private const double PromptsEnd = 0.5, JointEnd = 0.85;

    /// <summary>The plan by which prompts are searched: that of the strategy that suits the task, without its step for decoding, and without an end of its own.</summary>
    public static SearchPlan PromptPlan(TaskSpec task)
    {
        var suited = Strategies.DefaultFor(task);
        return Strategies.Of(suited) with
        {
            Strategy = Strategy.Joint,
            Operators = [.. (task.Search.Operators ?? OperatorSet.Suited(suited, task)).Where(name => name != DecodingOperator.OperatorName)],
        };
    }

    /// <summary>All stages, from the plan of the first.</summary>
    public static IReadOnlyList<SearchStage> From(SearchPlan prompts) =>
    [
        new(prompts with { Patience = null }, PromptsEnd),
        new(TunePlan(prompts, TuneOperator.Joint), JointEnd),
        new(TunePlan(prompts, TuneOperator.Again), 1),
    ];

    private static SearchPlan TunePlan(SearchPlan prompts, string operatorName) =>
        Strategies.Of(Strategy.Tune) with { Strategy = Strategy.Joint, TrialsPerLevel = prompts.TrialsPerLevel, Operators = [operatorName] };
}
