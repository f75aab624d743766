using System.Diagnostics;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Benchmarks;

/// <summary>The engine as it is used, all requests of a workload at once. Tokens that would end an answer are banned.</summary>
internal sealed class EngineSide(LlamaLanguageModel engine)
{
    // Several requests that end with their prompt would go through one slot after the other; these stay until all have one.
    private const int LongEnoughToMeet = 8;

    private readonly Dictionary<int, double> banned = engine.EndTokens.ToDictionary(token => token, _ => double.NegativeInfinity);

    /// <summary>Answers all requests.</summary>
    public async Task<Turn> AnswerAsync(Workload work)
    {
        var start = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(work.Prompts.Select(prompt => engine.GenerateTokensAsync(Request(prompt, work.AnswerTokens))));
        return new Turn(Stopwatch.GetElapsedTime(start).TotalSeconds, work.TotalTokens, answers);
    }

    /// <summary>Computes prompts, each in a sequence of its own, so that what comes next finds them there.</summary>
    public Task HoldAsync(IEnumerable<ChatPrompt> prompts) =>
        Task.WhenAll(prompts.Select(prompt => engine.GenerateAsync(Request(prompt, LongEnoughToMeet))));

    private GenerateRequest Request(ChatPrompt prompt, int tokens) =>
        new() { Prompt = prompt, Decoding = new DecodingParameters { MaxTokens = tokens, LogitBias = banned } };
}
