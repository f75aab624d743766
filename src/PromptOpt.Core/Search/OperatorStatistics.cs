using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>What one operator has brought in a study so far.</summary>
public sealed record OperatorStatistics
{
    /// <summary>The operator.</summary>
    public required string Operator { get; init; }

    /// <summary>Complete and pruned trials that it made; broken ones tell nothing about it.</summary>
    public required int Tried { get; init; }

    /// <summary>Of these, the complete ones that are better than their parent.</summary>
    public required int Improved { get; init; }

    /// <summary>Mean of lead over the seed prompt minus parent's lead over complete and pruned trials; null if there is none. A pruned trial counts with
    /// the rows it was given: leaving it out would flatter the operator.</summary>
    public double? MeanGain { get; init; }

    /// <summary>Sums up the trials of a study, the seed prompt's and those without a result left out.</summary>
    /// <returns>One entry an operator, the largest mean gain first, operators without one last; ties by name.</returns>
    public static IReadOnlyList<OperatorStatistics> From(IReadOnlyList<Trial> trials)
    {
        var byNumber = trials.ToDictionary(t => t.Number);
        return
        [
            .. trials
                .Where(t => t is { Parent: > 0, State: TrialState.Complete or TrialState.Pruned })
                .GroupBy(t => t.Operator, StringComparer.Ordinal)
                .Select(group => Summarise(group.Key, [.. group], byNumber))
                .OrderByDescending(s => s.MeanGain ?? double.NegativeInfinity)
                .ThenBy(s => s.Operator, StringComparer.Ordinal),
        ];
    }

    private static OperatorStatistics Summarise(string name, IReadOnlyList<Trial> trials, Dictionary<int, Trial> byNumber)
    {
        var gains = trials
            .Select(t => (t.State, Gain: Gain(t, byNumber.GetValueOrDefault(t.Parent))))
            .Where(pair => pair.Gain is not null)
            .ToList();
        return new()
        {
            Operator = name,
            Tried = trials.Count,
            Improved = gains.Count(pair => pair.State == TrialState.Complete && pair.Gain > 0),
            MeanGain = gains.Count == 0 ? null : gains.Average(pair => pair.Gain!.Value),
        };
    }

    /// <summary>The difference of the leads, since a trial and its parent may have different rows; that of the values where leads are not known.</summary>
    private static double? Gain(Trial trial, Trial? parent) => trial.Lead - parent?.Lead ?? trial.Value - parent?.Value;
}
