using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Asks for a better prompt and tells nothing of how the old one did: what a person does who has no data.</summary>
internal sealed class ImproveOperator() : IOperator
{
    public string Name => "improve";

    public OperatorPrior Prior => new(1, 4);

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var prompt = context.Library.Fill("improve", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
        });
        var decoding = new DecodingParameters { Temperature = 0.8, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, prompt, Name, decoding) is { } instruction
            ? new(context.Base with { Instruction = instruction }, "rewritten without feedback")
            : null;
    }
}
