namespace PromptOpt.Tuning.Designs;

/// <summary>
/// Suggests Latin hypercubes, block after block: within a block each parameter takes a value from every one of equal slices of its range, in an order of its own
/// (McKay, Beckman &amp; Conover 1979). A point that is forbidden or was tried gives way to one near it.
/// </summary>
/// <param name="blockSize">Points of a block, at least 1. Default 16. Best is the number of trials there will be, or a whole part of it.</param>
public sealed class LatinHypercubeSampler(int blockSize = 16) : ISampler
{
    private const ulong BlockKey = 0x1A71;

    private readonly int _blockSize = blockSize >= 1 ? blockSize : throw new ArgumentOutOfRangeException(nameof(blockSize), "a block needs at least one point");

    /// <inheritdoc/>
    public string Name => "latin-hypercube";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        var (block, place) = Math.DivRem(context.SuggestedBy(Name).Count(), _blockSize);
        double[][] points = LatinHypercube.Block(_blockSize, context.Space.Dimensions, context.Study.Fork(BlockKey, (ulong)block));
        return new(new Tried(context).Fresh(points[place], context.Random), Name);
    }
}
