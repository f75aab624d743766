namespace PromptOpt.Cli.Benchmarking;

/// <summary>One long prompt and a single token of answer.</summary>
internal sealed class PrefillMeasure(BenchEngine engine, BenchTexts texts, BenchSizes sizes) : IMeasure
{
    /// <inheritdoc/>
    public string Name => $"prefill, {sizes.LongPrompt} tokens";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken)
    {
        var prompt = texts.Prompt(sizes.LongPrompt);
        var timing = await engine.TimeAsync(() => engine.AnswerAsync([prompt], 1, cancellationToken));
        return [new(Name, "tokens/s", timing.PromptRate)];
    }
}
