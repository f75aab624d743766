using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Lets the model say the instruction in other words.</summary>
internal sealed class ParaphraseOperator() : IOperator
{
    public string Name => "paraphrase";

    public OperatorPrior Prior => new(1, 4);

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken) =>
        await AskAsync(context, Name) is { } instruction ? new(context.Base with { Instruction = instruction }, "instruction in other words") : null;

    /// <summary>The base's instruction in other words; null if the reply is of no use.</summary>
    /// <param name="context">The base.</param>
    /// <param name="purpose">The operator that asks.</param>
    public static async Task<string?> AskAsync(ProposalContext context, string purpose)
    {
        var prompt = context.Library.Fill("paraphrase", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
        });
        var decoding = new DecodingParameters { Temperature = 0.8, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, prompt, purpose, decoding);
    }
}
