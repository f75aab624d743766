using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>The step of EvoPrompt's genetic algorithm (Guo et al. 2024, Algorithm 2): the parent is crossed with a mate, which a roulette draws from the best, and the
/// child is changed a little.</summary>
internal sealed class CrossoverOperator : EvolutionOperator
{
    public override string Name => "crossover";

    protected override int Steps => 2;

    protected override IReadOnlyList<(string Name, Trial Trial)> Partners(ProposalContext context)
    {
        var mates = context.Order.Ranked(context.History).Take(PopulationSize(context))
            .Where(trial => IsOther(trial, context)).ToArray();
        if (mates.Length == 0) return [];
        var weights = mates.Select(trial => context.RaceScores(trial).DefaultIfEmpty(0).Average()).ToArray();
        return [("other", mates[Roulette.Draw(weights, context.Random)])];
    }
}
