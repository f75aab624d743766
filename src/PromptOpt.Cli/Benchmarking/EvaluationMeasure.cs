namespace PromptOpt.Cli.Benchmarking;

/// <summary>One candidate on some rows: a prompt beginning that all share, a few tokens of each row's own, a short answer.</summary>
internal sealed class EvaluationMeasure(BenchEngine engine, BenchTexts texts, BenchSizes sizes) : IMeasure
{
    private const int Rows = 32;

    /// <inheritdoc/>
    public string Name => $"evaluation, {Rows} x ({sizes.Shared} shared + {sizes.Own} own + {sizes.Answer} answer)";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken)
    {
        var system = texts.System(sizes.Shared);
        var prompts = Enumerable.Range(0, Rows).Select(_ => texts.Prompt(system, sizes.Shared + sizes.Own)).ToList();
        var timing = await engine.TimeAsync(() => engine.AnswerAsync(prompts, sizes.Answer, cancellationToken));
        BenchReading rate = new(Name, "requests/s", timing.RequestRate);
        return timing.NativeShare is { } native ? [rate, new("evaluation, time outside native code", "%", 100 * (1 - native))] : [rate];
    }
}
