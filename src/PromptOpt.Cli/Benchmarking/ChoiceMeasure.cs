namespace PromptOpt.Cli.Benchmarking;

/// <summary>One candidate in choice mode on some rows: all labels of the task scored.</summary>
internal sealed class ChoiceMeasure(BenchEngine engine, BenchTexts texts, BenchSizes sizes, IReadOnlyList<string> labels) : IMeasure
{
    private const int Rows = 32;

    /// <inheritdoc/>
    public string Name => $"choice, {Rows} x ({sizes.Shared} shared + {sizes.Own} own), {labels.Count} labels";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken)
    {
        var system = texts.System(sizes.Shared);
        var prompts = Enumerable.Range(0, Rows).Select(_ => texts.Prompt(system, sizes.Shared + sizes.Own)).ToList();
        var timing = await engine.TimeAsync(() => engine.ScoreAsync(prompts, labels, cancellationToken));
        return [new(Name, "rows/s", timing.RequestRate)];
    }
}
