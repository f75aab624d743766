using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// OPRO (Yang et al. 2024, section 4.2): the writer sees the best prompts so far with their scores, the worst of them first, and the task by example, and is asked
/// for another one that scores higher. All children of a level are answers to the same request.
/// </summary>
internal sealed class FromScoresOperator() : IOperator
{
    private const int MostPrompts = 20;
    private const int Rows = 3;
    private const ulong RowsOfLevel = 0x0980;

    public string Name => "from-scores";

    public OperatorPrior Prior => new(1, 4);

    public bool Applies(ProposalContext context) => context.Base.Instruction.Length > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var best = Best(context);
        var prompt = context.Library.Fill("from-scores", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompts"] = string.Join("\n\n", Enumerable.Reverse(best).Select(trial => $"Prompt:\n{trial.Candidate.Instruction}\nScore: {Score(context, trial)}")),
            ["demonstrations"] = string.Join("\n\n", Demonstrations(context)),
        });
        var decoding = new DecodingParameters { Temperature = 1, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, prompt, Name, decoding) is { } instruction
            ? new(context.Base with { Instruction = instruction }, $"written from {best.Length} prompts and their scores")
            : null;
    }

    /// <summary>The best prompts, best first, as many as fit into a third of the writer's room; one at least.</summary>
    private static Trial[] Best(ProposalContext context)
    {
        var ranked = context.Order.Ranked(context.History).DistinctBy(trial => trial.Candidate.Instruction).Take(MostPrompts).ToArray();
        return ranked[..context.Writer.Within(ranked.Select(trial => trial.Candidate.Instruction), context.Writer.ContextTokens / 3).Count()];
    }

    private static string Score(ProposalContext context, Trial trial) =>
        Math.Round(100 * context.RaceScores(trial).Average()).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Demonstrations(ProposalContext context)
    {
        var random = context.StudyRandom.Fork(RowsOfLevel, (ulong)context.History.Count);
        return context.HasEpisodes
            ? random.Shuffled(context.Rollouts.Where(rollout => rollout.Episode is not null)).Take(Rows).Select(rollout => Demonstration.Of(rollout.Episode!))
            : ExampleDraw.Some(context.Train, Rows, random).Select(row => Demonstration.Of(context.Base, row));
    }
}
