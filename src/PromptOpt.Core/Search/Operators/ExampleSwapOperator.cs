using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Replaces about a quarter of the examples by others of the same label, first by rows that the parent got wrong.</summary>
internal sealed class ExampleSwapOperator() : Operator("example-swap", new(2, 2))
{
    public override bool Applies(ProposalContext context) => context.Base.Examples.Count > 0 && !context.HasEpisodes;

    protected override Proposal? Propose(ProposalContext context)
    {
        var examples = context.Base.Examples.ToArray();
        var used = examples.Select(e => e.Id).ToHashSet();
        var wrong = context.Rollouts.Where(r => r.Score < 1).Select(r => r.ExampleId).ToHashSet();
        var places = Enumerable.Range(0, examples.Length).ToArray();
        context.Random.Shuffle(places);
        int swapped = 0;
        foreach (int place in places.Take(Math.Max(1, examples.Length / 4)))
        {
            var choices = context.Train.Where(row => !used.Contains(row.Id) && Exchangeable(context, row, examples[place])).ToArray();
            if (choices.Length == 0) continue;
            var missed = choices.Where(row => wrong.Contains(row.Id)).ToArray();
            var pool = missed.Length > 0 && context.Random.NextDouble() < 0.5 ? missed : choices;
            examples[place] = pool[context.Random.Next(pool.Length)];
            used.Add(examples[place].Id);
            swapped++;
        }

        return swapped == 0 ? null : new(context.Base with { Examples = examples }, $"{swapped} of {examples.Length} examples replaced");
    }

    private static bool Exchangeable(ProposalContext context, Example row, Example other) => !context.HasLabels || row.Target == other.Target;
}
