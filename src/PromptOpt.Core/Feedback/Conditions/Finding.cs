namespace PromptOpt.Feedback.Conditions;

/// <summary>Where a condition holds.</summary>
/// <param name="Steps">Indices of the steps it is about, from 0, in order; null where it is about the rollout as a whole.</param>
internal sealed record Finding(IReadOnlyList<int>? Steps)
{
    /// <summary>It holds of the rollout as a whole.</summary>
    public static Finding Whole { get; } = new((IReadOnlyList<int>?)null);

    /// <summary>All of these hold: together they are about the steps that they share, or where there are none, about those of the first.</summary>
    public static Finding All(IReadOnlyList<Finding> parts)
    {
        var about = parts.Select(part => part.Steps).OfType<IReadOnlyList<int>>().ToArray();
        if (about.Length == 0) return Whole;
        var shared = about.Skip(1).Aggregate(about[0], (steps, next) => [.. steps.Intersect(next)]);
        return new(shared.Count > 0 ? shared : about[0]);
    }

    /// <summary>Some of these hold: together they are about all their steps.</summary>
    public static Finding Any(IReadOnlyList<Finding> parts)
    {
        var about = parts.Select(part => part.Steps).OfType<IReadOnlyList<int>>().ToArray();
        return about.Length == 0 ? Whole : new([.. about.SelectMany(steps => steps).Distinct().Order()]);
    }
}
