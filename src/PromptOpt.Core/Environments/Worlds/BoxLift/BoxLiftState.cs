namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>A moment of BoxLift.</summary>
/// <param name="Boxes">Boxes that are not lifted yet.</param>
/// <param name="Lifters">The agents; they do not change.</param>
/// <param name="TotalWeight">Weight of all boxes at the beginning, in tenths.</param>
internal sealed record BoxLiftState(IReadOnlyList<LiftBox> Boxes, IReadOnlyList<Lifter> Lifters, int TotalWeight)
{
    /// <summary>Weight lifted so far, in tenths.</summary>
    public int Lifted => TotalWeight - Boxes.Sum(box => box.Weight);
}
