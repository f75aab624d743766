using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Lets the model say the same in fewer words: every call pays for them, and small models lose long instructions.</summary>
internal sealed class ShortenOperator() : IOperator
{
    private const int FewestTokens = 24;

    public string Name => "shorten";

    public OperatorPrior Prior => new(1, 4);

    public bool Applies(ProposalContext context) => context.Writer.CountTokens(context.Base.Instruction) >= FewestTokens;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        int before = context.Writer.CountTokens(context.Base.Instruction);
        var prompt = context.Library.Fill("shorten", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
        });
        var decoding = new DecodingParameters { Temperature = 0.5, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        if (await WrittenPrompt.AskAsync(context, prompt, Name, decoding) is not { } instruction) return null;
        int after = context.Writer.CountTokens(instruction);
        return after < before ? new(context.Base with { Instruction = instruction }, $"instruction in {after} tokens instead of {before}") : null;
    }
}
