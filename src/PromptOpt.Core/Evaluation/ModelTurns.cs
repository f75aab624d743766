using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>The turns of a model in one chat: what they may be charged, and what they were.</summary>
/// <param name="model">The model.</param>
/// <param name="mostTokens">Tokens, prompts and replies as sent, that all turns together may be charged.</param>
internal sealed class ModelTurns(ILanguageModel model, long mostTokens)
{
    /// <summary>What joining a turn to the chat may add to its own tokens.</summary>
    public const int SpareTokens = 32;

    private int _calls, _promptTokens, _outputTokens, _cachedTokens, _cutOff;
    private double _seconds;

    /// <summary>Whether the next turn fits the context and what is left to be charged.</summary>
    /// <param name="prompt">The chat.</param>
    /// <param name="reply">Most tokens of the reply.</param>
    /// <exception cref="PromptTooLongException">Not even the first turn fits the context.</exception>
    public bool Fits(ChatPrompt prompt, int reply)
    {
        int need = model.CountTokens(prompt), room = model.Info.ContextTokens;
        if (_calls == 0 && need + reply > room) throw new PromptTooLongException(need, reply, room);
        return need + reply <= room && _promptTokens + (long)_outputTokens + need + reply <= mostTokens;
    }

    /// <summary>Lets the model take a turn.</summary>
    public async Task<Generation> AskAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        var generation = await model.GenerateAsync(request, cancellationToken);
        _calls++;
        _promptTokens += generation.Usage.PromptTokens;
        _outputTokens += generation.Usage.OutputTokens;
        _cachedTokens += generation.Usage.CachedTokens;
        _seconds += generation.Usage.Running.TotalSeconds;
        if (generation.FinishReason == FinishReason.Length) _cutOff++;
        return generation;
    }

    /// <summary>A rollout with what the turns cost.</summary>
    public Rollout Charged(Rollout rollout) => rollout with
    {
        PromptTokens = _promptTokens,
        OutputTokens = _outputTokens,
        CachedTokens = _cachedTokens,
        Seconds = _seconds,
        Calls = Math.Max(1, _calls),
        CutOff = _cutOff,
    };

    /// <summary>The most tokens that so many turns of one growing chat can be charged.</summary>
    /// <param name="turns">Turns.</param>
    /// <param name="first">Tokens of the first prompt and its reply.</param>
    /// <param name="each">What a turn adds to the chat at most.</param>
    /// <param name="context">Tokens that a sequence holds.</param>
    public static long Most(int turns, long first, long each, int context)
    {
        long total = 0;
        for (int turn = 0; turn < turns; turn++) total += Math.Min(Math.Max(first, context), first + turn * each);
        return total;
    }
}
