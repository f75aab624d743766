using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Destroys the relation between inputs and targets of train and validation, and leaves test alone: a study on such rows must not find an improvement.</summary>
internal static class TargetShuffle
{
    public static TaskData Apply(TaskData data, ulong seed) => data with
    {
        Train = Apply(data.Train, new SeededRandom(seed).Fork(0x5EED, 1)),
        Validation = Apply(data.Validation, new SeededRandom(seed).Fork(0x5EED, 2)),
    };

    private static Example[] Apply(IReadOnlyList<Example> rows, SeededRandom random)
    {
        var targets = rows.Select(row => row.Target).ToArray();
        random.Shuffle(targets);
        return rows.Select((row, i) => row with { Target = targets[i] }).ToArray();
    }
}
