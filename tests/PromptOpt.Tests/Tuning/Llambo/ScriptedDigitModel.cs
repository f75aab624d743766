using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Tuning.Llambo;

/// <summary>A scripted model whose tokens are characters: after each prompt and beginning it has its own fixed distribution over a few of them.</summary>
internal sealed class ScriptedDigitModel(LanguageModelCapabilities capabilities) : ILanguageModel
{
    private const string Alphabet = " 0123456789x";

    private int _scored;

    public LanguageModelInfo Info { get; } = new() { Name = "digits", Identity = "digits", ContextTokens = 100_000, Engine = "test" };

    public LanguageModelCapabilities Capabilities => capabilities;

    /// <summary>Continuations that were scored.</summary>
    public int Scored => _scored;

    /// <summary>How peaked its distributions are; 1: as the hash of prompt and beginning has it.</summary>
    public double Sharpness { get; init; } = 1;

    public int CountTokens(ChatPrompt prompt) => prompt.Messages.Sum(m => m.Text.Length) + prompt.AnswerPrefix.Length;

    public int CountTokens(string text) => text.Length;

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => continuations.Sum(CountTokens);

    public Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        var random = new SeededRandom(request.Seed);
        string text = "";
        while (text.Length < request.Decoding.MaxTokens)
        {
            double[] weights = [.. Next(request.Prompt, text).Select(p => Math.Pow(p, 1 / request.Decoding.Temperature))];
            double place = random.NextDouble() * weights.Sum();
            int drawn = 0;
            while (drawn < weights.Length - 1 && (place -= weights[drawn]) >= 0) drawn++;
            text += Alphabet[drawn];
        }

        return Task.FromResult(new Generation { Text = text, FinishReason = FinishReason.Length, Usage = new() { PromptTokens = CountTokens(request.Prompt), OutputTokens = text.Length } });
    }

    public Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        Interlocked.Add(ref _scored, request.Continuations.Count);
        double[] logs = [.. request.Continuations.Select(text => Enumerable.Range(0, text.Length).Sum(i =>
            Alphabet.Contains(text[i]) ? Math.Log(Next(request.Prompt, text[..i])[Alphabet.IndexOf(text[i])]) : -50))];
        return Task.FromResult(new Scoring { LogProbabilities = logs, Usage = new() { PromptTokens = CountTokens(request.Prompt), OutputTokens = CountContinuationTokens(request.Continuations) } });
    }

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A space is likely at the beginning, junk never very likely.
    private double[] Next(ChatPrompt prompt, string before)
    {
        ulong hash = 1469598103934665603;
        foreach (char c in prompt.AnswerPrefix + "|" + before) hash = (hash ^ c) * 1099511628211;
        var random = new SeededRandom(hash);
        double[] weights = [.. Alphabet.Select(_ => Math.Pow(random.NextDouble() + 0.01, Sharpness))];
        weights[0] = before.Length == 0 ? 1000 * weights.Sum() : 0.01;
        return [.. weights.Select(w => w / weights.Sum())];
    }
}
