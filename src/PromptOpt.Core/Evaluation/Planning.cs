using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Evaluation;

/// <summary>The planning turns of one chat.</summary>
/// <param name="candidate">Whose.</param>
/// <param name="turns">Takes them.</param>
/// <param name="random">Randomness of the chat, forked for each.</param>
internal sealed class Planning(Candidate candidate, ModelTurns turns, SeededRandom random)
{
    private const ulong Plan = 0x504C414E;

    /// <summary>Decoding of plans: a plan has room where answers are short, and what ends an answer does not end it.</summary>
    public static DecodingParameters DecodingOf(Candidate candidate) =>
        candidate.Decoding with { MaxTokens = Math.Max(candidate.Decoding.MaxTokens, ReasoningLoop.PlanTokens), Stop = [] };

    /// <summary>Most tokens of any turn of a candidate.</summary>
    public static int MostReply(Candidate candidate) =>
        candidate.Reasoning is { PlanningPeriod: > 0 } ? DecodingOf(candidate).MaxTokens : candidate.Decoding.MaxTokens;

    /// <summary>Whether a plan is due before a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool IsDue(int step) => candidate.Reasoning?.PlansBefore(step) == true;

    /// <summary>Lets the model plan; null if there is no room for it.</summary>
    /// <param name="prompt">The chat, ending with the request for a plan.</param>
    /// <param name="step">The step that it comes before, from 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Generation?> AskAsync(ChatPrompt prompt, int step, CancellationToken cancellationToken)
    {
        var decoding = DecodingOf(candidate);
        if (!turns.Fits(prompt, decoding.MaxTokens)) return null;
        return await turns.AskAsync(new() { Prompt = prompt, Decoding = decoding, Seed = random.Fork((ulong)step - 1, Plan).NextBits() }, cancellationToken);
    }
}
