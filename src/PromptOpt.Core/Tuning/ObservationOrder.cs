namespace PromptOpt.Tuning;

/// <summary>
/// Which of two outcomes is better, as samplers that only compare need it: one that keeps the constraints by its value, then one that breaks them by how little it does
/// (Deb 2000), then one that failed. Larger means better. What is pending has no place.
/// </summary>
internal sealed class ObservationOrder : IComparer<Observation>
{
    /// <summary>The order.</summary>
    public static ObservationOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Observation? x, Observation? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int grade = Grade(x).CompareTo(Grade(y));
        if (grade != 0 || x.State == ObservationState.Failed) return grade;
        return x.Violation > 0 ? y.Violation.CompareTo(x.Violation) : x.Value.CompareTo(y.Value);
    }

    /// <summary>Whether one is strictly better than another.</summary>
    public static bool IsBetter(Observation one, Observation other) => Instance.Compare(one, other) > 0;

    /// <summary>Those that are not pending, best first; of equal ones the earlier first.</summary>
    public static IEnumerable<Observation> BestFirst(IEnumerable<Observation> observations) =>
        observations.Where(o => o.State != ObservationState.Pending).OrderByDescending(o => o, Instance);

    private static int Grade(Observation observation) => observation.State switch
    {
        ObservationState.Complete => observation.Violation > 0 ? 1 : 2,
        _ => 0,
    };
}
