using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Search.Grids;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Starts and resumes studies: puts the parts together, runs the session, writes the files, prints the result.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="output">What to print.</param>
internal sealed class StudyRunner(CommandContext context, RunOutput output)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Starts a study.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StartAsync(OptimizeRequest request, CancellationToken cancellationToken)
    {
        ThrowOnProblems(request.Options.Problems());
        var names = new StudyNames(_backend, request.ResultsRoot);
        var asked = request.StudyName is { } name ? names.Free(name, context.Locations) : null;
        var read = OpenTask.Read(_backend, request.TaskFolder, request.TestFile, request.PromptsFolder);
        request = request with { Options = GridChoice.Settle(request.Options, read.Spec, read.Data.Labels, request.PromptsFolder) };
        var budget = Budgets.Merge(read.Spec.Budget, request.Budget);
        await using var display = SessionDisplay.Create(output.Display, context.Host);
        foreach (var note in read.Data.Notes) display.Note(note);
        await using var task = await read.StartAsync(display.Note, cancellationToken);
        request = GivenPrompts.Settle(request, _backend, task, display.Note);
        await using var models = await OpenModels.OpenAsync(_backend, request.ModelPath, request.Engine, display, cancellationToken);
        var study = request.ToStudy(task, models, budget, context.Host.Time.GetUtcNow());
        var folder = asked ?? names.Default(study);
        var drive = new StudyDrive(context, folder, study with { Name = folder.Name }, task, models, request.PromptsFolder);
        return await DriveAsync(drive, display, request.Engine, cancellationToken);
    }

    /// <summary>Goes on with a study, or prints the result of a finished one.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ResumeAsync(ResumeRequest request, CancellationToken cancellationToken)
    {
        var folder = new StudyNames(_backend, request.ResultsRoot).Existing(request.StudyName);
        var study = StudyReader.ReadStudy(_backend, folder);
        var saved = EngineSettings.Load(folder.Folder);
        var prompts = saved.PromptsFolder ?? context.Locations.Prompts(null);
        var read = OpenTask.Read(_backend, study.TaskFolder, study.TestFile, prompts);
        if (study.Outcome is not null)
        {
            context.Host.Error.WriteLine($"{study.Name} is finished; this is its result");
            return Print(new StudyDrive(context, folder, study, read, null, "").ReadReport());
        }

        var settings = request.Adjust(saved);
        await using var display = SessionDisplay.Create(output.Display, context.Host);
        foreach (var change in settings.ChangesFrom(saved)) display.Note($"{change}: what is tried and answered from here on may differ from what it would have been");
        await using var task = await read.StartAsync(display.Note, cancellationToken);
        ThrowIfChanged(study, TaskFingerprint.Compute(task.Spec, task.Data, prompts, task.Identities), prompts);
        await using var models = await OpenModels.OpenAsync(
            _backend, request.ModelPath ?? context.Locations.Model(study.ModelPath), settings, display, cancellationToken);
        ThrowIfOthers(study, models);
        var engine = models.Roles.Solver.Info.Engine;
        if (engine != study.Engine) display.Note($"the study was begun with {study.Engine}, this is {engine}: repeated rows may differ");
        return await DriveAsync(new StudyDrive(context, folder, study, task, models, prompts), display, settings, cancellationToken);
    }

    private async Task<int> DriveAsync(StudyDrive drive, SessionDisplay display, EngineSettings settings, CancellationToken cancellationToken)
    {
        StudyReport report;
        try
        {
            report = await drive.RunAsync(display, settings, cancellationToken);
        }
        finally
        {
            await display.DisposeAsync(); // the result must not land inside a frame
        }

        return Print(report);
    }

    private int Print(StudyReport report)
    {
        if (output.Json) context.Host.Out.WriteLine(ResultJson.Write(report));
        else ResultPage.Write(context.Host.Out, report, context.Host.OutWidth);
        return output.RequireImprovement && report.Outcome.Verdict is not (Statistics.VerdictKind.Improved or Statistics.VerdictKind.Cheaper) ? ExitCode.NotImproved : ExitCode.Done;
    }

    private static void ThrowIfOthers(Study study, OpenModels models)
    {
        if (models.Roles.Solver.Info.Identity != study.ModelIdentity)
            throw new BadInputException($"study {study.Name} was begun with another model ({study.ModelPath}, SHA-256 {study.ModelIdentity}); give that file with --model");
        var (before, now) = (study.OtherModels, models.Others);
        foreach (var role in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            string was = before.GetValueOrDefault(role, study.ModelIdentity), given = now.GetValueOrDefault(role, study.ModelIdentity);
            if (was != given) throw new BadInputException($"study {study.Name} was begun with another {role} (SHA-256 {was}); give that file with --{role}");
        }
    }

    private static void ThrowIfChanged(Study study, string fingerprint, string prompts)
    {
        if (fingerprint == study.TaskFingerprint) return;
        throw new BadInputException(
            $"the task, its data or the prompts have changed since study {study.Name} was begun ({study.TaskFolder}, {prompts}); " +
            "put them back to resume, or start a new study with promptopt optimize");
    }

    private static void ThrowOnProblems(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        if (all.Count > 0) throw new BadInputException(string.Join("; ", all));
    }
}
