using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// The step of EvoPrompt's differential evolution (Guo et al. 2024, Algorithm 3): what differs between two other members of the population is said anew, put into
/// the best member, and crossed with the parent. The child takes the parent's place if it is better (<see cref="ParentSelection.Places"/>).
/// </summary>
internal sealed class DifferentialOperator : EvolutionOperator
{
    public override string Name => "differential";

    protected override int Steps => 4;

    protected override IReadOnlyList<(string Name, Trial Trial)> Partners(ProposalContext context)
    {
        var population = context.Order.Ranked(context.Parents.Count > 0 ? context.Parents : context.History).Take(PopulationSize(context)).ToArray();
        var others = context.Random.Shuffled(population.Where(trial => IsOther(trial, context)));
        return others.Length < 2 ? [] : [("first", others[0]), ("second", others[1]), ("best", population[0])];
    }
}
