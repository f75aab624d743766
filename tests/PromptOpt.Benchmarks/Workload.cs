using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.Benchmarks;

/// <summary>Requests with exact token counts: some tokens that all share, some of their own, some to answer.</summary>
internal sealed class Workload
{
    private static readonly string[] Words = ["the", "time", "people", "way", "water", "world", "life", "house", "day", "year", "work", "school", "music", "light"];

    private Workload(ChatPrompt[] prompts, int[][] tokens, int answerTokens)
    {
        Prompts = prompts;
        Tokens = tokens;
        AnswerTokens = answerTokens;
    }

    public ChatPrompt[] Prompts { get; }

    /// <summary>The prompts as the model sees them.</summary>
    public int[][] Tokens { get; }

    public int AnswerTokens { get; }

    /// <summary>Prompt and answer tokens of all requests, computed or not.</summary>
    public int TotalTokens => Tokens.Sum(tokens => tokens.Length + AnswerTokens);

    public static Workload Create(PromptRenderer renderer, int seed, int requests, int shared, int own, int answer)
    {
        var random = new Random(seed);
        var instruction = Grow(random, text => Common(renderer, text), shared);
        var prompts = Enumerable.Range(0, requests)
            .Select(_ => Grow(random, text => renderer.Render(Prompt(instruction, text)).Tokens.Length, shared + own))
            .Select(text => Prompt(instruction, text))
            .ToArray();
        return new Workload(prompts, [.. prompts.Select(prompt => renderer.Render(prompt).Tokens)], answer);
    }

    private static ChatPrompt Prompt(string instruction, string text) =>
        new() { Messages = [new ChatMessage(ChatRole.System, instruction), new ChatMessage(ChatRole.User, text)] };

    // Tokens that two prompts with this instruction have in common.
    private static int Common(PromptRenderer renderer, string instruction) =>
        renderer.Render(Prompt(instruction, "A")).Tokens.AsSpan().CommonPrefixLength(renderer.Render(Prompt(instruction, "B")).Tokens);

    private static string Grow(Random random, Func<string, int> count, int wanted)
    {
        var text = Words[random.Next(Words.Length)];
        while (count(text) < wanted) text += " " + Words[random.Next(Words.Length)];
        return count(text) == wanted ? text : throw new InvalidOperationException($"No text with {wanted} tokens could be made.");
    }
}
