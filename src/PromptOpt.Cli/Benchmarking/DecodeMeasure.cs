namespace PromptOpt.Cli.Benchmarking;

/// <summary>Answers to prompts that were computed before, some sequences side by side.</summary>
internal sealed class DecodeMeasure(BenchEngine engine, BenchTexts texts, BenchSizes sizes, int sequences) : IMeasure
{
    /// <inheritdoc/>
    public string Name => $"decode, {sequences} {(sequences == 1 ? "sequence" : "sequences")}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken)
    {
        var prompts = Enumerable.Range(0, sequences).Select(_ => texts.Prompt(sizes.ShortPrompt)).ToList();
        await engine.HoldAsync(prompts, cancellationToken);
        var timing = await engine.TimeAsync(() => engine.AnswerAsync(prompts, sizes.Answer, cancellationToken));
        return [new(Name, "tokens/s", timing.AnswerRate)];
    }
}
