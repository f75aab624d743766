using PromptOpt.Candidates;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Reports;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>Runs one prompt on one split and prints how it did.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="kind">How progress is shown; an evaluation has at most notes.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class EvalRunner(CommandContext context, DisplayKind kind, bool json)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Runs the evaluation.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(EvalRequest request, CancellationToken cancellationToken)
    {
        var read = OpenTask.Read(_backend, request.TaskFolder, request.TestFile, PromptsOf(request));
        var (task, data, _) = read;
        var stored = request.StudyName is null ? null : ReadTrial(request, task);
        var loaded = request.PromptFile is { } file ? _backend.LoadCandidate(file, data.Labels) : default;
        await using var display = SessionDisplay.Create(kind == DisplayKind.Live ? DisplayKind.Plain : kind, context.Host);
        foreach (var note in data.Notes) display.Note(note);
        display.Heading = $"{task.Name} · {Path.GetFileName(request.ModelPath)} · {Words.Of(request.Split)}";
        await using var open = await read.StartAsync(display.Note, cancellationToken);
        await using var model = await _backend.OpenModel(request.Engine.For(request.ModelPath) with { Note = display.Note }, display, cancellationToken);
        var (candidate, calibration) = stored is not null ? (stored.Candidate, stored.Calibration)
            : request.PromptFile is { } given && !CandidateFile.IsText(given) ? loaded
            : (Seed(task, data, model, loaded.Candidate?.Instruction), FittedCalibration.None);
        PromptTemplate.Parse(candidate.Instruction, data.Fields, PlaceOfInstruction(request, task));
        candidate = AtTemperature(candidate, request.Temperature);
        SplitEvaluation.RequireDraws(candidate, request.Repeats);
        _ = open.On(model).For(candidate); // what cannot be run must not count as a look at the test set
        var uses = request.Split == Phase.Test ? TestUse.Count(context, request.ResultsRoot, data, "eval") : 0;
        await using var cached = ModelCache.Open(_backend, request.Engine.Cache, OwnCache(request), model, display.Note);
        var started = context.Host.Time.GetTimestamp();
        var rollouts = await _backend.Evaluate(new(open, cached.Model, candidate, calibration, request.Split, request.Repeats), null, cancellationToken);
        var report = EvalReport.From(request, task, model.Info, rollouts, uses, context.Host.Time.GetElapsedTime(started).TotalSeconds);
        if (open.Episodes is { } episodes) report = report with { Baselines = await EpisodeBaselines.PlayAsync(episodes, SplitEvaluation.RowsOf(data, request.Split), 1, cancellationToken) };
        Print(report);
        return ExitCode.Done;
    }

    /// <summary>A study's prompt was measured with the texts that the study used.</summary>
    private string PromptsOf(EvalRequest request) =>
        (request.StudyName is { } study ? EngineSettings.Load(new StudyFolder(request.ResultsRoot, study).Folder).PromptsFolder : null) ?? context.Locations.Prompts(null);

    private static string PlaceOfInstruction(EvalRequest request, TaskSpec task) => request switch
    {
        { PromptFile: { } file } => CandidateFile.IsText(file) ? file : $"{file} (instruction)",
        { StudyName: { } study } => $"study {study}",
        _ => task.Seed.Source,
    };

    private static Candidate AtTemperature(Candidate candidate, double? temperature)
    {
        if (temperature is not { } given) return candidate;
        if (candidate.Mode == AnswerMode.Choice) throw new BadInputException("--temperature: in answer mode choice the labels are scored and nothing is drawn; leave it out");
        return candidate with { Decoding = candidate.Decoding with { Temperature = given } };
    }

    /// <summary>A study's prompt was measured with the responses beside the study.</summary>
    private static string? OwnCache(EvalRequest request) => request.StudyName is { } study ? new StudyFolder(request.ResultsRoot, study).Responses : null;

    private Candidate Seed(TaskSpec task, TaskData data, ILanguageModel model, string? instruction)
    {
        var seed = _backend.CreateSeed(task, data, model);
        return instruction is null ? seed : seed with { Instruction = instruction };
    }

    private Trial ReadTrial(EvalRequest request, TaskSpec task)
    {
        var folder = new StudyNames(_backend, request.ResultsRoot).Existing(request.StudyName!);
        using var store = _backend.OpenStore(folder.Database);
        if (StudyReader.ReadStudy(store, folder) is var study && study.TaskName != task.Name) // its labels and columns may be others
            throw new BadInputException($"--study: {study.Name} is a study of task {study.TaskName}, not of {task.Name}; to try its prompt here, give its best.yaml with --prompt");
        return TrialChoice.Find(store, folder, request.Trial);
    }

    private void Print(EvalReport report)
    {
        if (json) context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(context.Host.Out);
    }
}
