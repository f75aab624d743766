using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// ProTeGi (Pryzant et al. 2023, section 2): a random group of the parent's failures, told as they are; one request for a criticism of the prompt (the "gradient");
/// one for a prompt that answers it. One child in three is another wording instead, of a prompt that came from the same parent in this level or of the parent
/// itself (the Monte Carlo step). Feedback rules of the task are not looked at.
/// </summary>
internal sealed class CriticizeOperator() : IOperator
{
    /// <summary>Failures that a criticism is about, as in the authors' configuration.</summary>
    private const int Failures = 4;

    /// <summary>Room for them in a request, in tokens.</summary>
    private const int FailureTokens = 600;

    /// <summary>One child in so many is a paraphrase.</summary>
    private const int ParaphraseEvery = 3;

    private static readonly DecodingParameters Criticism = new() { Temperature = 0.7, TopP = 0.95, MaxTokens = 240 };

    public string Name => "criticize";

    public OperatorPrior Prior => new(1, 3);

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var failures = context.Rollouts.Where(rollout => rollout.Score < 1).ToArray();
        bool paraphrases = context.Random.Next(ParaphraseEvery) == 0 || failures.Length == 0;
        return paraphrases ? ParaphraseAsync(context) : EditAsync(context, context.Random.Shuffled(failures).Take(Failures).ToArray());
    }

    private async Task<Proposal?> ParaphraseAsync(ProposalContext context)
    {
        var siblings = context.Siblings.Where(trial => trial.Operator == Name && trial.Parent == context.Parent.Number).ToArray();
        var (number, original) = siblings.Length > 0 && siblings[context.Random.Next(siblings.Length)] is { } sibling
            ? (sibling.Number, sibling.Candidate.Instruction)
            : (context.Parent.Number, context.Base.Instruction);
        var instruction = await ParaphraseOperator.AskAsync(context with { Base = context.Base with { Instruction = original } }, Name);
        return instruction is null ? null : new(context.Base with { Instruction = instruction }, $"trial {number} in other words");
    }

    private async Task<Proposal?> EditAsync(ProposalContext context, Rollout[] failures)
    {
        var values = new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["failures"] = string.Join('\n', context.Writer.Within(failures.Select(rollout => "- " + PlainFeedback.Text(rollout)), FailureTokens)),
        };
        if ((await context.Writer.AskAsync([context.Library.Fill("criticize", values)], Name, Criticism))[0] is not { Length: > 0 } criticism) return null;
        values["criticism"] = criticism;
        var decoding = new DecodingParameters { Temperature = 0.7, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, context.Library.Fill("answer-criticism", values), Name, decoding) is { } instruction
            ? new(context.Base with { Instruction = instruction }, $"written against a criticism of {failures.Length} failures")
            : null;
    }
}
