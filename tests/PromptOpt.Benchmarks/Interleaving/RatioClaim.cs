namespace PromptOpt.Benchmarks;

/// <summary>A claim about how many times as long one side takes as another.</summary>
/// <param name="Claim">The bound.</param>
/// <param name="Over">Side above the line.</param>
/// <param name="Under">Side below the line.</param>
internal sealed record RatioClaim(Claim Claim, string Over, string Under)
{
    public static RatioClaim AtLeast(double bound, string over, string under) => new(new($"{over} / {under}", AtLeast: bound), over, under);

    public static RatioClaim AtMost(double bound, string over, string under) => new(new($"{over} / {under}", AtMost: bound), over, under);
}
