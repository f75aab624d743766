using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Support;

/// <summary>A language model for tests: answers by a script, counts words as tokens, and remembers what it was asked.</summary>
internal sealed class ScriptedLanguageModel : ILanguageModel
{
    private int _calls;

    /// <summary>What it writes; the default writes nothing.</summary>
    public Func<GenerateRequest, string> Write { get; init; } = _ => "";

    /// <summary>The entropies of the tokens of an answer, where they are asked for; the default has none.</summary>
    public Func<GenerateRequest, double[]> Entropies { get; init; } = _ => [];

    /// <summary>Why its replies end; the default is that they are whole.</summary>
    public Func<GenerateRequest, FinishReason> Finish { get; init; } = _ => FinishReason.Stop;

    /// <summary>The log-probability of the one token that a reply is reported as, where log-probabilities are asked for.</summary>
    public Func<string, double> LogProbability { get; init; } = _ => 0;

    /// <summary>Time that a call takes.</summary>
    public Func<GenerateRequest, TimeSpan> Takes { get; init; } = _ => TimeSpan.Zero;

    /// <summary>How it scores the continuations of a prompt.</summary>
    public Func<ScoreRequest, double[]> Score { get; init; } = request => new double[request.Continuations.Count];

    /// <summary>The vector of a text.</summary>
    public Func<string, float[]> Vector { get; init; } = text => [text.Length];

    /// <summary>Runs before every call with the number of calls so far; throws to break it.</summary>
    public Action<int> BeforeCall { get; init; } = _ => { };

    public int Calls => _calls;

    public LanguageModelInfo Info { get; init; } = new() { Name = "scripted", Identity = "scripted", ContextTokens = 4096, Engine = "test" };

    public LanguageModelCapabilities Capabilities { get; init; } = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.ExactTokenCounts;

    public int CountTokens(ChatPrompt prompt) => prompt.Messages.Sum(m => CountTokens(m.Text) + 1) + CountTokens(prompt.AnswerPrefix);

    /// <summary>Words, without taking them apart: long chats are counted at every step.</summary>
    public int CountTokens(string text)
    {
        int words = 0;
        for (int i = 0; i < text.Length; i++)
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1]))) words++;
        return words;
    }

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => continuations.Sum(CountTokens);

    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        await Begin(cancellationToken);
        string text = Write(request);
        return new()
        {
            Text = text,
            FinishReason = Finish(request),
            Usage = Usage(request.Prompt, CountTokens(text)) with { Running = Takes(request) },
            Tokens = request.TopLogProbabilities > 0 ? [new(new(0, text, LogProbability(text)), [])] : [],
            TokenEntropies = request.TokenEntropies ? Entropies(request) : [],
        };
    }

    public async Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        await Begin(cancellationToken);
        return new() { LogProbabilities = Score(request), Usage = Usage(request.Prompt, CountContinuationTokens(request.Continuations)) };
    }

    public async Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        await Begin(cancellationToken);
        return new(Vector(text), new() { PromptTokens = CountTokens(text), OutputTokens = 0 });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Begin(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        BeforeCall(Interlocked.Increment(ref _calls));
    }

    private CallUsage Usage(ChatPrompt prompt, int output) => new() { PromptTokens = CountTokens(prompt), OutputTokens = output };
}
