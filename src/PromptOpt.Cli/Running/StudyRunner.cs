using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;

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
        var task = _backend.LoadTask(request.TaskFolder);
        var data = _backend.ReadData(task, request.TestFile);
        var budget = Budgets.Merge(task.Budget, request.Budget);
        await using var display = SessionDisplay.Create(output.Display, context.Host);
        foreach (var note in data.Notes) display.Note(note);
        await using var model = await OpenAsync(request.ModelPath, request.Engine, display, cancellationToken);
        var study = NewStudy(request, task, data, model.Info, budget);
        var folder = asked ?? names.Default(study);
        var drive = new StudyDrive(context, folder, study with { Name = folder.Name }, task, data, model, request.PromptsFolder);
        return await DriveAsync(drive, display, request.Engine, cancellationToken);
    }

    /// <summary>Goes on with a study, or prints the result of a finished one.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ResumeAsync(ResumeRequest request, CancellationToken cancellationToken)
    {
        var folder = new StudyNames(_backend, request.ResultsRoot).Existing(request.StudyName);
        var study = StudyReader.ReadStudy(_backend, folder);
        var task = _backend.LoadTask(study.TaskFolder);
        var data = _backend.ReadData(task, study.TestFile);
        if (study.Outcome is not null)
        {
            context.Host.Error.WriteLine($"{study.Name} is finished; this is its result");
            return Print(new StudyDrive(context, folder, study, task, data, null, "").ReadReport());
        }

        var settings = request.Adjust(EngineSettings.Load(folder.Folder));
        var prompts = settings.PromptsFolder ?? context.Locations.Prompts(null);
        ThrowIfChanged(study, TaskFingerprint.Compute(task, data, prompts), prompts);
        await using var display = SessionDisplay.Create(output.Display, context.Host);
        await using var model = await OpenAsync(request.ModelPath ?? context.Locations.Model(study.ModelPath), settings, display, cancellationToken);
        if (model.Info.Identity != study.ModelIdentity)
            throw new BadInputException($"study {study.Name} was begun with another model ({study.ModelPath}, SHA-256 {study.ModelIdentity}); give that file with --model");
        if (model.Info.Engine != study.Engine) display.Note($"the study was begun with {study.Engine}, this is {model.Info.Engine}: repeated rows may differ");
        return await DriveAsync(new StudyDrive(context, folder, study, task, data, model, prompts), display, settings, cancellationToken);
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
        return output.RequireImprovement && report.Outcome.Verdict != Statistics.VerdictKind.Improved ? ExitCode.NotImproved : ExitCode.Done;
    }

    private async Task<ILanguageModel> OpenAsync(string path, EngineSettings settings, SessionDisplay display, CancellationToken cancellationToken)
    {
        display.Heading = $"loading {Path.GetFileName(path)}";
        return await _backend.OpenModel(settings.For(path) with { Note = display.Note }, display, cancellationToken);
    }

    private Study NewStudy(OptimizeRequest request, TaskSpec task, TaskData data, LanguageModelInfo model, BudgetSpec budget) => new()
    {
        Name = "",
        TaskFolder = task.Folder,
        TaskName = task.Name,
        TestFile = request.TestFile,
        TaskFingerprint = TaskFingerprint.Compute(task, data, request.PromptsFolder),
        ModelPath = request.ModelPath,
        ModelIdentity = model.Identity,
        Engine = model.Engine,
        Seed = request.Options.Seed,
        Budget = budget,
        Options = StudyJson.Write(request.Options),
        CreatedAt = context.Host.Time.GetUtcNow(),
    };

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
