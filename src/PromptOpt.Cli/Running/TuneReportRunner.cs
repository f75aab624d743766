using PromptOpt.Candidates;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Studies;
using PromptOpt.Tuning.Importance;

namespace PromptOpt.Cli.Running;

/// <summary>Tells what a stored study found; on request runs the winner with parts put back.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="kind">How progress is shown: at most notes.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class TuneReportRunner(CommandContext context, DisplayKind kind, bool json)
{
    /// <summary>Seeds of an ablation, apart from those of the study's own rows.</summary>
    private const ulong Key = 0xAB1A7E;

    private readonly Backend _backend = context.Backend;

    /// <summary>Prints the report.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TuneReportRequest request, CancellationToken cancellationToken)
    {
        var folder = new StudyNames(_backend, request.ResultsRoot).Existing(request.StudyName);
        var (study, best, report) = Read(folder);
        if (request.Ablates && report.Steps.Count > 0) report = report with { Ablation = await AblateAsync(request, folder, study, best.Candidate, report.Steps, cancellationToken) };
        if (json) context.Host.Out.WriteLine(JsonText.Write(report));
        else TuneReportPage.Write(context.Host.Out, report, context.Host.OutWidth);
        return ExitCode.Done;
    }

    private (Study Study, Trial Best, TuneReport Report) Read(StudyFolder folder)
    {
        using var store = _backend.OpenStore(folder.Database);
        var study = StudyReader.ReadStudy(store, folder);
        var trials = store.ReadTrials();
        var best = TrialChoice.Best(study, trials, store) ?? throw new BadInputException($"study {folder.Name} has no complete trial yet");
        return (study, best, TuneReport.From(study, trials, best, store));
    }

    private async Task<Ablation> AblateAsync(
        TuneReportRequest request, StudyFolder folder, Study study, Candidate winner, IReadOnlyList<AblationStep> steps, CancellationToken cancellationToken)
    {
        var settings = EngineSettings.Load(folder.Folder);
        var prompts = settings.PromptsFolder ?? context.Locations.Prompts(null);
        var read = OpenTask.Read(_backend, study.TaskFolder, study.TestFile, prompts);
        await using var display = SessionDisplay.Create(kind == DisplayKind.Live ? DisplayKind.Plain : kind, context.Host);
        await using var task = await read.StartAsync(display.Note, cancellationToken);
        if (TaskFingerprint.Compute(task.Spec, task.Data, prompts, task.Identities) != study.TaskFingerprint)
            throw new BadInputException($"the task, its data or the prompts have changed since study {study.Name} was run ({study.TaskFolder}, {prompts}); put them back to use --ablate");
        await using var model = await _backend.OpenModel(settings.For(context.Locations.Model(study.ModelPath)) with { Note = display.Note }, display, cancellationToken);
        if (model.Info.Identity != study.ModelIdentity)
            throw new BadInputException($"study {study.Name} was run with another model ({study.ModelPath}, SHA-256 {study.ModelIdentity}); put that file back to use --ablate");
        await using var cached = ModelCache.Open(_backend, settings.Cache, folder.Responses, model, display.Note);
        display.Heading = $"{study.Name} · {Path.GetFileName(study.ModelPath)} · what each part is worth";
        var random = new Statistics.SeededRandom((ulong)study.Seed).Fork(Key);
        return await new AblationRun(task.On(cached.Model), random, display.Note).RunAsync(winner, steps, request.MaxCalls, cancellationToken);
    }
}
