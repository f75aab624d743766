using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Draws few-shot examples from train rows.</summary>
internal static class ExampleDraw
{
    /// <summary>The same number of examples of every label, in random order.</summary>
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
