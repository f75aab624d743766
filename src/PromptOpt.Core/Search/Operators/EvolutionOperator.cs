using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// What the two operators of EvoPrompt (Guo et al. 2024) share: one request that shows the parent and other members of the population, and whose reply ends with
/// the new instruction. While the population is too small for that, the parent in other words joins it.
/// </summary>
internal abstract class EvolutionOperator : IOperator
{
    /// <summary>Members of the population where the parents of the level do not tell how many there are.</summary>
    private const int DefaultPopulation = 10;

    private const double Temperature = 0.5;

    private static readonly ParaphraseOperator Paraphrase = new();

    public abstract string Name { get; }

    public OperatorPrior Prior => new(1, 4);

    /// <summary>Steps that the writer writes down, each about as long as an instruction.</summary>
    protected abstract int Steps { get; }

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var partners = Partners(context);
        if (partners.Count == 0) return await Paraphrase.ProposeAsync(context, cancellationToken);
        var values = partners.ToDictionary(partner => partner.Name, partner => partner.Trial.Candidate.Instruction);
        values["task"] = context.Task.Description;
        values["prompt"] = context.Base.Instruction;
        var prompt = context.Library.Fill(Name, values);
        int longest = partners.Max(partner => context.Writer.CountTokens(partner.Trial.Candidate.Instruction));
        int wanted = Steps * Math.Max(WrittenPrompt.MostTokens(context), longest);
        if (WriterRoom.For(context, prompt, wanted) is not { } room) return null;
        string? reply = (await context.Writer.AskAsync([prompt], Name, new() { Temperature = Temperature, MaxTokens = room }))[0];
        if (WrittenPrompt.Accept(TaggedPrompt.Find(reply), context) is not { } instruction) return null;
        string with = string.Join(", ", partners.Select(partner => FormattableString.Invariant($"{partner.Trial.Number} ({partner.Name})")));
        return new(context.Base with { Instruction = instruction }, $"evolved with trials {with}") { OtherParent = Mate(context, partners) };
    }

    /// <summary>The other members that the request shows, by placeholder, the most important last; empty where there are too few.</summary>
    protected abstract IReadOnlyList<(string Name, Trial Trial)> Partners(ProposalContext context);

    /// <summary>Members that the population has at most.</summary>
    protected static int PopulationSize(ProposalContext context) => context.Parents.Count > 0 ? context.Parents.Count : DefaultPopulation;

    /// <summary>Whether a member is another one than the parent.</summary>
    protected static bool IsOther(Trial trial, ProposalContext context) =>
        trial.Number != context.Parent.Number && trial.Candidate.Instruction != context.Base.Instruction;

    private static int Mate(ProposalContext context, IReadOnlyList<(string Name, Trial Trial)> partners) =>
        partners.Select(partner => partner.Trial.Number).Last(number => number != context.Parent.Number);
}
