using PromptOpt.Candidates;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.LanguageModels;
using PromptOpt.Reports;
using PromptOpt.Studies;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Cli.Running;

/// <summary>Measures the entropy of one prompt's answers over the temperature and prints what it suggests.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="kind">How progress is shown: at most a note a temperature.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class EntropyRunner(CommandContext context, DisplayKind kind, bool json)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Runs the measurement.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(EntropyRequest request, CancellationToken cancellationToken)
    {
        var read = OpenTask.Read(_backend, request.TaskFolder, testFile: null, context.Locations.Prompts(null));
        var loaded = request.PromptFile is { } file ? _backend.LoadCandidate(file, read.Data.Labels).Candidate : null;
        if (request.Output is { } output) EntropyCsv.Prepare(output);
        await using var display = SessionDisplay.Create(kind == DisplayKind.Live ? DisplayKind.Plain : kind, context.Host);
        foreach (var note in read.Data.Notes) display.Note(note);
        var rows = request.Split == Phase.Train ? read.Data.Train : read.Data.Validation;
        if (rows.Count < request.Rows) display.Note($"the {Words.Of(request.Split)} split has {rows.Count} rows, so {rows.Count} are answered at each temperature instead of {request.Rows}");
        display.Heading = $"{read.Spec.Name} · {Path.GetFileName(request.ModelPath)} · entropy of answers";
        await using var open = await read.StartAsync(display.Note, cancellationToken);
        await using var model = await _backend.OpenModel(request.Engine.For(request.ModelPath) with { Note = display.Note }, display, cancellationToken);
        await using var cached = ModelCache.Open(_backend, request.Engine.Cache, own: null, model, display.Note);
        var candidate = Candidate(request, open, model, loaded);
        var started = context.Host.Time.GetTimestamp();
        var probe = new EntropyProbe(open.On, cached.Model, candidate, [.. rows.Take(request.Rows)], new(request.Seed));
        var curve = await MeasureAsync(probe, request.Temperatures, display, cancellationToken);
        var report = EntropyReport.From(request, open.Spec, model.Info, curve, context.Host.Time.GetElapsedTime(started).TotalSeconds);
        if (request.Output is { } path) EntropyCsv.Write(path, report);
        if (json) context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(context.Host.Out);
        return ExitCode.Done;
    }

    private static async Task<EntropyCurve> MeasureAsync(EntropyProbe probe, IReadOnlyList<double> temperatures, SessionDisplay display, CancellationToken cancellationToken)
    {
        var points = new List<EntropyPoint>();
        foreach (var temperature in temperatures)
        {
            var point = await probe.MeasureAsync(temperature, cancellationToken);
            points.Add(point);
            display.Note($"temperature {Format.Number(temperature, "0.0##")}: entropy {Format.Number(point.Entropy, "0.0000")} over {point.Answers} answers ({points.Count} of {temperatures.Count})");
        }

        return new(points);
    }

    private Candidate Candidate(EntropyRequest request, OpenTask task, ILanguageModel model, Candidate? loaded)
    {
        var candidate = request.PromptFile is { } file && !CandidateFile.IsText(file)
            ? loaded!
            : _backend.CreateSeed(task.Spec, task.Data, model) is var seed && loaded is not null ? seed with { Instruction = loaded.Instruction } : seed;
        PromptTemplate.Parse(candidate.Instruction, task.Data.Fields, request.PromptFile ?? task.Spec.Seed.Source);
        return candidate;
    }
}
