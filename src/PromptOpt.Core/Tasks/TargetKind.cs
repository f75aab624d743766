using PromptOpt.Evaluation;

namespace PromptOpt.Tasks;

/// <summary>What the targets of a dataset are.</summary>
internal enum TargetKind
{
    /// <summary>One of a few labels.</summary>
    Label,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Anything.</summary>
    Open,
}

/// <summary>Tells the kinds of targets apart.</summary>
internal static class TargetKinds
{
    private const int MostLabels = 50;
    private const int MostLabelNumbers = 10;
    private const int LongestLabel = 60;

    /// <summary>Labels: at most 50 (10 if all are numbers), each of at most 60 characters and at least twice there, three times on average.</summary>
    public static TargetKind Of(IReadOnlyList<string> targets)
    {
        var counts = targets.CountBy(target => target).ToList();
        var numbers = counts.TrueForAll(pair => NumberText.TryParse(pair.Key, out _));
        var labels = counts.Count >= 2 && counts.Count <= (numbers ? MostLabelNumbers : MostLabels)
            && counts.TrueForAll(pair => pair.Value >= 2 && pair.Key.Length <= LongestLabel)
            && targets.Count >= 3 * counts.Count
            && counts.Select(pair => NormalizedText.Of(pair.Key)).Distinct().Count() == counts.Count;
        return labels ? TargetKind.Label : numbers ? TargetKind.Number : TargetKind.Open;
    }
}
