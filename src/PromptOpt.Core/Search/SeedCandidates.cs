using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>The candidate that a task's author wrote.</summary>
public static class SeedCandidates
{
    /// <summary>The seed candidate: the task's prompt in the task's answer mode, without examples, uncalibrated, greedy unless the task says otherwise.</summary>
    public static Candidate From(TaskSpec task, TaskData data, ILanguageModel model) => new()
    {
        Instruction = task.Seed.Instruction,
        User = task.Seed.User,
        AnswerPrefix = task.Seed.AnswerPrefix,
        Mode = task.Answer.Mode,
        Calibration = CalibrationMethod.None,
        Decoding = task.Seed.Decoding with { MaxTokens = task.Seed.MaxTokens ?? MaxTokens(task, data, model) },
        AnswerSeed = task.Seed.AnswerSeed,
        Samples = task.Seed.Samples,
        Aggregation = task.Seed.Aggregation,
        Reasoning = task.Seed.Reasoning,
    };

    private static int MaxTokens(TaskSpec task, TaskData data, ILanguageModel model)
    {
        if (task.Environment is not null) return DefaultMaxTokens.OfAction;
        int answer = DefaultMaxTokens.For(data.Train.Select(row => row.Target), model.CountTokens);
        return task.Seed.Reasoning is null ? answer : Math.Max(answer, DefaultMaxTokens.OfThought);
    }
}
