using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Grids;

/// <summary>What a grid needs of a task.</summary>
internal static class GridNeeds
{
    /// <summary>Why a grid cannot be searched, and what to do; null if it can.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    public static string? Problem(PromptGrid grid, TaskSpec task, TaskData data)
    {
        if (task.Answer.Constraint is not null && grid.Slots.Any(slot => slot.Kind == GridSlotKind.Reasoning && slot.Options.Contains(GridSlot.On)))
            return $"grid {grid.Name} asks for reasoning, and the task limits answers by a grammar or schema, which leaves no room for it; remove 'reasoning' from the grid, or answer.grammar or answer.schema from the task.";
        if (data.Labels.Count == 0 && grid.Slots.SelectMany(slot => slot.Options).SelectMany(GridFile.NamesIn).Contains(GridFile.Labels))
            return $"grid {grid.Name} names the labels of the task, and it has none; list them under answer.labels in task.yaml, or remove {{{{{GridFile.Labels}}}}} from the grid.";
        var seed = PromptTemplate.Parse(task.Seed.Instruction, data.Fields, task.Seed.Source);
        return seed.FieldNames.Count == 0 && seed.KeptTexts.Count == 0
            ? null
            : $"a grid puts other words in place of the seed prompt, and that {(seed.KeptTexts.Count > 0 ? "holds text to be kept" : $"names the column {{{{{seed.FieldNames[0]}}}}}")}; move it to seed.user.";
    }
}
