using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Draws few-shot examples from train rows: with labels, a number of each label; without, a number in all.</summary>
internal static class ExampleDraw
{
    private static readonly int[] AllSizes = [1, 2, 4, 8];

    /// <summary>Sizes of a draw that leave at least half of the train rows for calibration and feedback, smallest first; 1 always.</summary>
    public static IReadOnlyList<int> Sizes(IReadOnlyList<Example> train, IReadOnlyList<string> labels) =>
        AllSizes.Where(size => size == 1 || 2 * size * Math.Max(1, labels.Count) <= train.Count).ToArray();

    /// <summary>A draw of a size, in random order.</summary>
    public static IReadOnlyList<Example> OfSize(IReadOnlyList<Example> train, IReadOnlyList<string> labels, int size, SeededRandom random) =>
        labels.Count == 0 ? Some(train, size, random) : PerLabel(train, labels, size, random);

    /// <summary>The same number of examples of every label, or all that a label has, in random order.</summary>
    public static IReadOnlyList<Example> PerLabel(IReadOnlyList<Example> train, IReadOnlyList<string> labels, int perLabel, SeededRandom random)
    {
        var drawn = new List<Example>();
        foreach (var label in labels) drawn.AddRange(Some([.. train.Where(row => row.Target == label)], perLabel, random));
        return Some(drawn, drawn.Count, random);
    }

    /// <summary>A random sample without replacement.</summary>
    public static IReadOnlyList<Example> Some(IReadOnlyList<Example> rows, int count, SeededRandom random)
    {
        var copy = rows.ToArray();
        random.Shuffle(copy);
        return copy[..Math.Min(count, copy.Length)];
    }
}
