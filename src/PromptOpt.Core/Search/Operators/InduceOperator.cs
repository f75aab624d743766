using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>
/// APE (Zhou et al. 2023, section 3): in the first level the writer sees inputs and outputs of train rows drawn at random and guesses the instruction behind them
/// (forward generation); later levels say good ones in other words (iterative Monte Carlo search). Episodes have no outputs to guess from, and an instruction that
/// names columns would lose them: there the first level has other words, too.
/// </summary>
internal sealed class InduceOperator() : IOperator
{
    /// <summary>Rows that the writer sees, as in the authors' configuration.</summary>
    private const int Rows = 5;

    public string Name => "induce";

    public OperatorPrior Prior => new(1, 4);

    public bool Applies(ProposalContext context) => Guesses(context) || context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        bool guesses = Guesses(context);
        string? instruction = guesses ? await GuessAsync(context) : await ParaphraseOperator.AskAsync(context, Name);
        return instruction is null ? null : new(context.Base with { Instruction = instruction }, guesses ? $"guessed from {Rows} rows" : "instruction in other words");
    }

    private static bool Guesses(ProposalContext context) =>
        context.History.Count == 1 && !context.HasEpisodes && !WrittenPrompt.NamesColumns(context.Base.Instruction);

    private async Task<string?> GuessAsync(ProposalContext context)
    {
        var rows = ExampleDraw.Some(context.Train, Rows, context.Random);
        var prompt = context.Library.Fill("induce", new Dictionary<string, string>
        {
            ["demonstrations"] = string.Join("\n\n", rows.Select(row => Demonstration.Of(context.Base, row))),
        });
        var decoding = new DecodingParameters { Temperature = 0.9, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, prompt, Name, decoding);
    }
}
