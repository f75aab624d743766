using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Comparison;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>Runs prompts on models, one model after the other, and prints the matrix.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="kind">How progress is shown.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class TransferRunner(CommandContext context, DisplayKind kind, bool json)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Runs them.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        TransferPrompt[] prompts = [.. request.Prompts.Select(one => Find(request, one.Study, one.Trial))];
        var first = prompts[0].Study;
        if (prompts.FirstOrDefault(one => one.Study.TaskFolder != first.TaskFolder) is { } other)
            throw new BadInputException($"{other.Study.Name} is a study of {other.Study.TaskFolder}, and {first.Name} of {first.TaskFolder}; prompts of one task can be compared");
        if (prompts.GroupBy(one => one.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new BadInputException($"{twice.Key}: is named twice");
        string promptsFolder = EngineSettings.Load(new StudyFolder(request.ResultsRoot, first.Name).Folder).PromptsFolder ?? context.Locations.Prompts(null);
        var read = OpenTask.Read(_backend, first.TaskFolder, request.TestFile ?? first.TestFile, promptsFolder);
        read = read with { Data = First(read.Data, request.Rows) };
        int rows = (request.Split == Phase.Test ? read.Data.Test : read.Data.Validation).Count;
        if (rows == 0) throw new BadInputException($"task {read.Spec.Name} has no {Words.Of(request.Split)} rows");
        TransferReport report;
        await using (var display = SessionDisplay.Create(kind == DisplayKind.Live ? DisplayKind.Plain : kind, context.Host))
        {
            await using var task = await read.StartAsync(display.Note, cancellationToken);
            report = await RunAsync(request, prompts, task, display, cancellationToken);
        }

        if (json) context.Host.Out.WriteLine(JsonText.Write(report));
        else TransferPage.Write(context.Host.Out, report, context.Host.OutWidth);
        return ExitCode.Done;
    }

    private async Task<TransferReport> RunAsync(TransferRequest request, TransferPrompt[] prompts, OpenTask task, SessionDisplay display, CancellationToken cancellationToken)
    {
        var scores = prompts.Select(_ => new List<IReadOnlyList<double>>()).ToArray();
        int uses = 0;
        foreach (string path in request.Models)
        {
            display.Heading = $"{task.Spec.Name} · {Path.GetFileName(path)} · {prompts.Length} prompts on {Words.Of(request.Split)}";
            await using var model = await _backend.OpenModel(request.Engine.For(path) with { Note = display.Note }, display, cancellationToken);
            foreach (var prompt in prompts) _ = task.On(model).For(prompt.Trial.Candidate); // what cannot be run must not count as a look at the test set
            if (request.Split == Phase.Test && uses == 0) uses = TestUse.Count(context, request.ResultsRoot, task.Data, "transfer");
            await using var cached = ModelCache.Open(_backend, request.Engine.Cache, null, model, display.Note);
            for (int i = 0; i < prompts.Length; i++) scores[i].Add(await ScoresAsync(prompts[i], request.Split, task, cached.Model, cancellationToken));
        }

        return new()
        {
            Task = task.Spec.Name,
            Split = Words.Of(request.Split),
            TestUses = uses,
            Matrix = TransferMatrix.Of([.. prompts.Select(one => one.Name)], Names(request.Models), scores, (ulong)prompts[0].Study.Seed),
        };
    }

    private async Task<double[]> ScoresAsync(TransferPrompt prompt, Phase split, OpenTask task, ILanguageModel model, CancellationToken cancellationToken)
    {
        var calibration = await prompt.CalibrateAsync(task, model, cancellationToken);
        var rollouts = await _backend.Evaluate(new(task, model, prompt.Trial.Candidate, calibration, split), null, cancellationToken);
        return [.. rollouts.Select(rollout => rollout.Score ?? 0)];
    }

    private TransferPrompt Find(TransferRequest request, string name, int? trial)
    {
        var folder = new StudyNames(_backend, request.ResultsRoot).Existing(name);
        using var store = _backend.OpenStore(folder.Database);
        var found = TrialChoice.Find(store, folder, trial, $"{name}:{trial}");
        return new($"{name}:{found.Number}", StudyReader.ReadStudy(store, folder), found);
    }

    private static TaskData First(TaskData data, int? rows) =>
        rows is { } count ? data with { Validation = [.. data.Validation.Take(count)], Test = [.. data.Test.Take(count)] } : data;

    private static string[] Names(IReadOnlyList<string> paths)
    {
        bool differ = paths.Select(path => Path.GetFileName(path)).Distinct(StringComparer.Ordinal).Count() == paths.Count;
        return [.. paths.Select(path => differ ? Path.GetFileName(path) : path)];
    }
}
