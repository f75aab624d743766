using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Search;

/// <summary>What a strategy needs of a task and of its model.</summary>
internal static class StrategyNeeds
{
    /// <summary>Why a strategy cannot be used, and what to do; null if it can.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="task">The task.</param>
    /// <param name="labels">Closed set of answers; empty for open ones.</param>
    /// <param name="capabilities">What the solving model can do.</param>
    public static string? Problem(Strategy strategy, TaskSpec task, IReadOnlyList<string> labels, LanguageModelCapabilities capabilities)
    {
        string name = $"--strategy {KebabCase.Of(strategy)}";
        return strategy switch
        {
            Strategy.RandomExamples or Strategy.CalibratedExamples when task.Environment is not null =>
                $"{name} shows rows with their answers, and a multi-step task has none; use another one, such as small or random-paraphrase.",
            Strategy.CalibratedExamples when labels.Count < 2 =>
                $"{name} scores labels, and the task has none; list them under answer.labels in task.yaml, or use random-examples.",
            Strategy.CalibratedExamples when !capabilities.HasFlag(LanguageModelCapabilities.Scoring) =>
                $"{name} needs a model that can score labels; use random-examples with this one.",
            Strategy.ChainOfThought when task.Answer.Constraint is not null =>
                $"{name} needs room to reason, and the task limits answers by a grammar or schema; remove answer.grammar or answer.schema, or use another strategy.",
            _ => null,
        };
    }
}
