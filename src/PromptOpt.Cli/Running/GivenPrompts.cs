using PromptOpt.Search.Objectives;
using PromptOpt.Search.Stages;
using PromptOpt.Studies;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Cli.Running;

/// <summary>Takes the best prompts of a finished study into the options of a new one, which then needs the old one no more.</summary>
internal static class GivenPrompts
{
    /// <summary>The request with the prompts in its options; as it is where none are asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="backend">Opens stores.</param>
    /// <param name="task">The open task.</param>
    /// <param name="note">Told which prompts they are.</param>
    /// <exception cref="BadInputException">The study is not there, not finished, or of another task or other data.</exception>
    public static OptimizeRequest Settle(OptimizeRequest request, Backend backend, OpenTask task, Action<string> note)
    {
        if (request.From is not { } from) return request;
        var folder = new StudyNames(backend, request.ResultsRoot).Existing(from.Study);
        using var store = backend.OpenStore(folder.Database);
        var study = StudyReader.ReadStudy(store, folder);
        if (study.Outcome is null) throw new BadInputException($"--from: study {from.Study} is not finished; end it with promptopt resume {from.Study}");
        if (TaskFingerprint.Compute(task.Spec, task.Data, request.PromptsFolder, task.Identities) != study.TaskFingerprint)
            throw new BadInputException($"--from: study {from.Study} is of another task, or its data or the prompts have changed since ({study.TaskFolder}); its examples could be test rows here. Name one of the same task");
        var prompts = Best(store, request.Options.ObjectiveFor(task.Spec), from.Most);
        note($"tuned beside the seed prompt: {string.Join(", ", prompts.Select(prompt => prompt.Name))} of study {from.Study}");
        return request with { Options = request.Options with { Tuning = (request.Options.Tuning ?? new()) with { Prompts = prompts } } };
    }

    /// <summary>The best by what the new study is about, whatever the old one was ranked by.</summary>
    private static IReadOnlyList<PromptChoice> Best(IStudyStore store, Objective objective, int most)
    {
        var validation = new StoredValidation(store);
        Trial[] complete = [.. store.ReadTrials().Where(trial => trial.State == TrialState.Complete)];
        var rollouts = complete.ToDictionary(trial => trial.Number, trial => validation.Of(trial.Number).ToArray());
        int rows = complete.Select(trial => rollouts[trial.Number].Length).DefaultIfEmpty(0).Min();
        return BestPrompts.Different(BestPrompts.Of(complete, trial => rollouts[trial.Number], rollout => rollout.Score ?? 0, rows, objective, inStudy: false), most);
    }
}
