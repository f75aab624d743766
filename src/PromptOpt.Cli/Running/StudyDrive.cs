using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>One study being driven: its folder, its store, its session and the files at the end.</summary>
internal sealed class StudyDrive(
    CommandContext context, StudyFolder folder, Study study, OpenTask task, OpenModels? models, string promptsFolder)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Whether the study is all that the command does, so that its clock counts everything since the command began. Default true.</summary>
    public bool IsAlone { get; init; } = true;

    /// <summary>What stands before the study's name in the heading, such as its place among others.</summary>
    public string Place { get; init; } = "";

    /// <summary>Runs the session to its verdict and writes the files; after a cancellation or a failure, the files of what is there.</summary>
    public async Task<StudyReport> RunAsync(SessionDisplay display, EngineSettings settings, CancellationToken cancellationToken)
    {
        var isNew = !Directory.Exists(folder.Folder);
        using var held = _backend.LockStudy(folder.Folder); // outside of what follows: a study that another process holds is not ours to remove
        isNew &= !File.Exists(folder.Database);
        try
        {
            using var store = _backend.OpenStore(folder.Database);
            await using var cached = ModelCache.Open(_backend, settings.Cache, folder.Responses, models!.Roles.Solver, display.Note);
            return await RunAsync(store, cached.Over(models.Roles), display, settings, cancellationToken);
        }
        catch (BadInputException) when (isNew && context.StudyFolder is null)
        {
            held.Dispose();
            Directory.Delete(folder.Folder, recursive: true); // refused before it began: leave nothing behind
            throw;
        }
    }

    /// <summary>What a finished study found.</summary>
    public StudyReport ReadReport()
    {
        using var store = _backend.OpenStore(folder.Database);
        return Report(store, StudyJson.ReadOutcome(study)!);
    }

    private async Task<StudyReport> RunAsync(
        IStudyStore store, ModelRoles roles, SessionDisplay display, EngineSettings settings, CancellationToken cancellationToken)
    {
        var stored = store.ReadStudy();
        var ledger = _backend.OpenLedger(folder.Root);
        if (stored is null) store.SaveStudy(study);
        if (IsAlone) store.SaveSeconds(store.ReadSeconds() + context.Elapsed.TotalSeconds); // a limit on time holds for the whole command, loading the model included
        var session = _backend.CreateSession(new()
        {
            Task = task.Spec,
            Data = task.Data,
            Models = roles,
            Episodes = task.Episodes,
            Metric = task.Metric,
            Store = store,
            PromptsFolder = promptsFolder,
            TestUses = ledger,
            Observer = display,
            Time = context.Host.Time,
        });
        var problems = session.Validate();
        if (problems.Count > 0) throw new BadInputException(string.Join("; ", problems));
        (settings with { PromptsFolder = promptsFolder }).Save(folder.Folder);
        context.StudyFolder = folder.Folder;
        context.ResumeCommand = Commands.ResumeLine.For(folder, context.Locations);
        display.Heading = $"{Place}{study.Name} · {roles.Solver.Info.Name} {roles.Solver.Info.Quantization} · seed {study.Seed}".Replace("  ", " ", StringComparison.Ordinal);
        if (stored is not null) display.Note($"going on with {study.Name}, which was begun {stored.CreatedAt:yyyy-MM-dd HH:mm} UTC");
        return await RunAsync(session, store, display, cancellationToken);
    }

    private async Task<StudyReport> RunAsync(ISession session, IStudyStore store, SessionDisplay display, CancellationToken cancellationToken)
    {
        StudyOutcome outcome;
        try
        {
            outcome = await session.RunAsync(cancellationToken);
        }
        catch
        {
            TryWriteCsv(store, display);
            throw;
        }

        var saved = store.ReadStudy() ?? study;
        if (saved.Outcome is null) store.SaveStudy(saved with { Outcome = StudyJson.Write(outcome) });
        _backend.WriteCsv(store, folder.Folder);
        if (store.ReadTrials().FirstOrDefault(t => t.Number == outcome.BestTrial) is { } best)
            _backend.WriteBest(folder, saved, task.Spec, best, outcome, task.Data.Labels);
        return Report(store, outcome);
    }

    private StudyReport Report(IStudyStore store, StudyOutcome outcome) =>
        StudyReport.From(study, outcome, store, folder) with { BagOfWords = task.Data.Labels.Count > 0 ? BagOfWords(outcome) : null };

    private double? BagOfWords(StudyOutcome outcome) => outcome.TestAccuracy is null // test stays untouched for the classifier too
        ? _backend.BagOfWordsAccuracy?.Invoke(task.Data.Train, task.Data.Validation)
        : _backend.BagOfWordsAccuracy?.Invoke([.. task.Data.Train, .. task.Data.Validation], task.Data.Test);

    private void TryWriteCsv(IStudyStore store, SessionDisplay display)
    {
        try
        {
            _backend.WriteCsv(store, folder.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PromptOptException)
        {
            display.Note($"the CSV files could not be written: {e.Message}"); // the first failure is the one to report
        }
    }
}
