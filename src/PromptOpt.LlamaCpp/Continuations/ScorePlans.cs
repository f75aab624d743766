using System.Collections.Concurrent;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>
/// Makes the plan of each set of continuations once, so that the rows of a dataset, which share it, can be computed together.
/// </summary>
internal sealed class ScorePlans(PromptRenderer renderer, int endOfTurn)
{
    private const int Kept = 256;
    private static readonly ChatPrompt Neutral = new() { Messages = [new ChatMessage(ChatRole.System, ""), new ChatMessage(ChatRole.User, "")] };

    private readonly ConcurrentDictionary<string, ScorePlan> plans = new(StringComparer.Ordinal);

    /// <summary>
    /// The prompt and the plan of a request. Spaces at the end of the answer prefix go over to the continuations, where models expect
    /// them: after <c>Answer:</c> the natural token is <c>" yes"</c>, not <c>"yes"</c> after a lone space.
    /// </summary>
    public (int[] Prompt, ScorePlan Plan) For(ScoreRequest request)
    {
        var prefix = request.Prompt.AnswerPrefix.TrimEnd(' ');
        var spaces = request.Prompt.AnswerPrefix[prefix.Length..];
        var (tokens, tail) = renderer.Render(request.Prompt with { AnswerPrefix = prefix });
        return (tokens, Plan(tail, spaces, request.Continuations, request.IncludeEnd));
    }

    /// <summary>Tokens of the trie of these continuations as the first words of an answer.</summary>
    public int CountTokens(IReadOnlyList<string> continuations)
    {
        RequestCheck.Validate(continuations);
        return Plan(renderer.Render(Neutral).Tail, "", continuations, includeEnd: true).TokenCount;
    }

    private ScorePlan Plan(string tail, string spaces, IReadOnlyList<string> continuations, bool includeEnd)
    {
        var key = string.Join('\0', [tail, spaces, includeEnd ? "end" : "open", .. continuations]);
        if (plans.TryGetValue(key, out var plan)) return plan;
        if (plans.Count >= Kept) plans.Clear();
        return plans.GetOrAdd(
            key, _ => new ScorePlan(continuations.Select(text => renderer.Continue(tail, spaces + text)).ToList(), includeEnd, endOfTurn));
    }
}
