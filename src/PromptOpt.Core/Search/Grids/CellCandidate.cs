using PromptOpt.Candidates;
using PromptOpt.Search.Operators;

namespace PromptOpt.Search.Grids;

/// <summary>Makes the candidate of a cell.</summary>
/// <param name="grid">The grid.</param>
/// <param name="labels">The task's labels; empty where it has none.</param>
/// <param name="scaffold">The sentence that asks for reasoning.</param>
internal sealed class CellCandidate(PromptGrid grid, IReadOnlyList<string> labels, string scaffold)
{
    /// <summary>The candidate: the base with the cell's system message, answer prefix and reasoning.</summary>
    /// <param name="cell">Number of the cell.</param>
    /// <param name="based">The seed prompt's candidate.</param>
    public Candidate Of(long cell, Candidate based)
    {
        var choice = grid.ChoiceOf(cell);
        var candidate = based with { Instruction = Instruction(choice, based), AnswerPrefix = grid.PrefixOf(choice) ?? based.AnswerPrefix };
        return grid.Reasons(choice) ? ScaffoldOperator.WithScaffold(candidate, labels, scaffold) : candidate;
    }

    /// <summary>The system message of a cell; empty if it has none.</summary>
    private string Instruction(int[] choice, Candidate based)
    {
        var texts = grid.Slots.Select((slot, i) => slot.Kind == GridSlotKind.Text ? slot.Options[choice[i]] : "").Where(text => text.Length > 0);
        return string.Join(grid.Join == GridJoin.Line ? "\n" : " ", texts.Select(text => GridFile.Fill(text, Value)));

        string Value(string name) => name switch
        {
            GridFile.Instruction => based.Instruction,
            GridFile.Labels => string.Join(", ", labels.Select(label => CandidateRenderer.WordFor(based, label))),
            _ => grid.Variables[name],
        };
    }
}
