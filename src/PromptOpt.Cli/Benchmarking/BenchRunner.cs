using System.Reflection;
using PromptOpt.Cli.Printing;
using PromptOpt.LanguageModels;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>Measures one model, everything once a repeat, so that a machine that drifts shows in the range of every measure.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class BenchRunner(CommandContext context, bool json)
{
    private const string TaskOfTexts = "support-intent";
    private static readonly int[] SequenceCounts = [1, 2, 4, 8, 16, 32];

    private readonly Backend _backend = context.Backend;
    private readonly CliHost _host = context.Host;
    private int? _fewestThreads;

    /// <summary>Measures and writes.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(BenchRequest request, CancellationToken cancellationToken)
    {
        var task = _backend.LoadTask(context.Locations.Task(TaskOfTexts));
        var data = _backend.ReadData(task, null);
        BenchFiles.Prepare(request.OutputFolder);
        _host.Error.WriteLine($"opening {Path.GetFileName(request.ModelPath)}");
        await using var model = await _backend.OpenModel(request.Engine.For(request.ModelPath), null, cancellationToken);
        var (date, opened) = (_host.Time.GetUtcNow(), _backend.ReadStatistics(model));
        _fewestThreads = opened?.Threads;
        var texts = new BenchTexts(model, [.. data.Train.Concat(data.Validation).Concat(data.Test).Select(row => row.Input)]);
        var slots = opened?.Slots ?? request.Engine.Parallel ?? 1;
        var rows = await MeasureAsync(model, Measures(model, texts, data.Labels, slots), request.Repeats, cancellationToken);
        var report = new BenchReport
        {
            Model = model.Info.Name,
            ModelPath = request.ModelPath,
            ModelIdentity = model.Info.Identity,
            Quantization = model.Info.Quantization,
            Engine = model.Info.Engine,
            Device = request.Engine.Device,
            Threads = opened?.Threads,
            FewestThreads = _fewestThreads,
            Parallel = opened?.Slots,
            ContextTokens = model.Info.ContextTokens,
            Date = date,
            Version = typeof(BenchRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Rows = rows,
        };
        Finish(request, report, slots);
        return ExitCode.Done;
    }

    private List<IMeasure> Measures(ILanguageModel model, BenchTexts texts, IReadOnlyList<string> labels, int slots)
    {
        var engine = new BenchEngine(model, _backend, _host.Time);
        var sizes = new BenchSizes(model.Info.ContextTokens);
        return
        [
            new PrefillMeasure(engine, texts, sizes),
            .. SequenceCounts.Where(count => count <= slots).Select(count => new DecodeMeasure(engine, texts, sizes, count)),
            new EvaluationMeasure(engine, texts, sizes),
            new UnsharedMeasure(engine, texts, sizes),
            new ChoiceMeasure(engine, texts, sizes, labels),
        ];
    }

    private async Task<IReadOnlyList<BenchRow>> MeasureAsync(ILanguageModel model, List<IMeasure> measures, int repeats, CancellationToken cancellationToken)
    {
        await measures[0].RunAsync(cancellationToken); // the first call pays for what is loaded late
        var readings = new List<BenchReading>();
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            foreach (var measure in measures)
            {
                _host.Error.WriteLine($"{repeat} of {repeats}: {measure.Name}");
                readings.AddRange(await measure.RunAsync(cancellationToken));
                if (_backend.ReadStatistics(model)?.Threads is { } threads && threads < _fewestThreads) _fewestThreads = threads;
            }
        }

        return [.. readings.GroupBy(r => (r.Measure, r.Unit)).Select(group => new BenchRow(group.Key.Measure, group.Key.Unit, [.. group.Select(r => r.Value)]))];
    }

    private void Finish(BenchRequest request, BenchReport report, int slots)
    {
        BenchFiles.Write(request.OutputFolder, report);
        if (json) _host.Out.WriteLine(JsonText.Write(report));
        else report.Write(_host.Out);
        if (slots < SequenceCounts[^1]) _host.Error.WriteLine($"note: more than {slots} sequences need --parallel {SequenceCounts[^1]}");
        _host.Error.WriteLine($"written: {Path.Combine(request.OutputFolder, "bench.csv")} and bench.json");
    }
}
