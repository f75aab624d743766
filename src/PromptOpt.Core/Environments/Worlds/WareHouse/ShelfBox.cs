namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>A box on a shelf.</summary>
/// <param name="Gap">The shelf is between the track of this number and the next.</param>
/// <param name="Column">Its column.</param>
internal readonly record struct ShelfBox(int Gap, int Column)
{
    /// <summary>As in replies: <c>box_1.5_3.0</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"box_{Gap}.5_{Column}.0");
}
