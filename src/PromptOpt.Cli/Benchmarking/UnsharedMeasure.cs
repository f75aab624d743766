namespace PromptOpt.Cli.Benchmarking;

/// <summary>Requests as long as an evaluation's that differ from their first word on, so that no beginning can be shared.</summary>
internal sealed class UnsharedMeasure(BenchEngine engine, BenchTexts texts, BenchSizes sizes) : IMeasure
{
    private const int Rows = 16; // half of an evaluation: it takes long, and the rate is that of a request

    /// <inheritdoc/>
    public string Name => $"evaluation, {Rows} x ({sizes.Shared + sizes.Own} own + {sizes.Answer} answer)";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken)
    {
        var prompts = Enumerable.Range(0, Rows).Select(_ => texts.Prompt(texts.System(sizes.Shared), sizes.Shared + sizes.Own)).ToList();
        var timing = await engine.TimeAsync(() => engine.AnswerAsync(prompts, sizes.Answer, cancellationToken));
        return [new(Name, "requests/s", timing.RequestRate)];
    }
}
