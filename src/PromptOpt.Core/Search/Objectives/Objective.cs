using System.Text.Json.Serialization;
using PromptOpt.Yaml;
using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// What makes one trial better than another. By default quality alone: the lead over the seed prompt in the metric. Limits come first: a trial that breaks one cannot be best, however accurate.
/// Among those that keep them, <see cref="Then"/> makes it lexicographic with a tolerance: of all whose quality is within <see cref="Tolerance"/> of the best, the cheapest.
/// </summary>
public sealed record Objective
{
    /// <summary>Tolerance where none is given: two points.</summary>
    public const double DefaultTolerance = 0.02;

    /// <summary>Quality alone.</summary>
    public static Objective Quality { get; } = new();

    /// <summary>What decides among trials of about the best quality; null, the default, for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CostMeasure? Then { get; init; }

    /// <summary>How far below the best quality is as good, in [0, 1); null for <see cref="DefaultTolerance"/>. Only with <see cref="Then"/> or <see cref="Pareto"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Within { get; init; }

    /// <summary>What answers may cost at most, each measure once. Default none.</summary>
    public IReadOnlyList<CostLimit> Limits { get; init; } = [];

    /// <summary>Whether the whole front of quality, tokens written and median latency is searched and reported. Default false.</summary>
    public bool Pareto { get; init; }

    /// <summary>Whether quality alone counts.</summary>
    [JsonIgnore]
    public bool IsQuality => Then is null && Limits.Count == 0 && !Pareto;

    /// <summary>The measure that decides among trials of about the best quality; a front names its winner by tokens per correct where no other is given. Null for none.</summary>
    [JsonIgnore]
    public CostMeasure? Cost => Then ?? (Pareto ? CostMeasure.TokensPerCorrect : null);

    /// <summary>How far below the best quality is as good, in [0, 1); 0 where cost decides nothing.</summary>
    [JsonIgnore]
    public double Tolerance => Cost is null ? 0 : Within ?? DefaultTolerance;

    /// <summary>This, where it says something, over another one; limits by measure.</summary>
    /// <param name="other">The other, such as the task's.</param>
    public Objective Over(Objective other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Then = Then ?? other.Then,
            Within = Within ?? other.Within,
            Limits = [.. other.Limits.Where(limit => Limits.All(own => own.Measure != limit.Measure)), .. Limits],
            Pareto = Pareto || other.Pareto,
        };
    }

    /// <summary>Lists what is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Within is not null && Cost is null) yield return "within: says how much quality may be given up for a lower cost, so it needs then (--then MEASURE) or pareto (--pareto)";
        if (Within is not (null or (>= 0 and < 1))) yield return Invariant($"within: must be 0 or more and below 100 points, but is {Within * 100}");
        foreach (var limit in Limits.Where(limit => limit.Most is not (> 0 and < double.PositiveInfinity)))
            yield return Invariant($"limit {KebabCase.Of(limit.Measure)}: must be above 0, but is {limit.Most}");
        foreach (var twice in Limits.GroupBy(limit => limit.Measure).Where(group => group.Count() > 1))
            yield return $"limit {KebabCase.Of(twice.Key)}: is given twice";
    }

    /// <summary>The objective in words.</summary>
    public override string ToString()
    {
        var parts = new List<string> { Pareto ? "front of quality, tokens written and latency p50" : "quality" };
        if (Cost is { } cost) parts[0] += Invariant($"{(Pareto ? "; winner: quality" : "")} within {100 * Tolerance:0.##} points, then {CostWords.Of(cost)}");
        parts.AddRange(Limits.Select(limit => $"{CostWords.Of(limit.Measure)} at most {CostWords.Of(limit.Measure, limit.Most)}"));
        return string.Join("; ", parts);
    }
}
