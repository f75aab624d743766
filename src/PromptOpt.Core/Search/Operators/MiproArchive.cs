using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>The instructions and example sets that a study has shown so far, in the order in which they came up, and which of them each trial chose.</summary>
/// <param name="Instructions">The instructions; the first is the base's.</param>
/// <param name="Sets">The example sets; the first is empty.</param>
/// <param name="Tried">The choices of all trials.</param>
/// <param name="Ranked">The choices of complete trials, the best first.</param>
internal sealed record MiproArchive(
    IReadOnlyList<string> Instructions,
    IReadOnlyList<IReadOnlyList<Example>> Sets,
    IReadOnlyList<(int Instruction, int Set)> Tried,
    IReadOnlyList<(int Instruction, int Set)> Ranked)
{
    /// <summary>Reads it from the history.</summary>
    public static MiproArchive Of(ProposalContext context)
    {
        var usable = context.History.Where(trial => WrittenPrompt.KeepsAll(trial.Candidate.Instruction, context)).ToArray();
        List<string> instructions = [.. usable.Select(trial => trial.Candidate.Instruction).Prepend(context.Base.Instruction).Distinct()];
        IReadOnlyList<Example>[] sets = [.. usable.Select(trial => trial.Candidate.Examples).Prepend([]).DistinctBy(Key)];
        List<string> keys = [.. sets.Select(Key)];
        return new(instructions, sets, [.. usable.Select(Choice)], [.. context.Order.Ranked(usable).Select(Choice)]);

        (int Instruction, int Set) Choice(Trial trial) => (instructions.IndexOf(trial.Candidate.Instruction), keys.IndexOf(Key(trial.Candidate.Examples)));
    }

    private static string Key(IReadOnlyList<Example> examples) => string.Join(' ', examples.Select(example => example.Id));
}
