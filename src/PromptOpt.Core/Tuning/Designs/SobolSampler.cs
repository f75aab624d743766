namespace PromptOpt.Tuning.Designs;

/// <summary>
/// Walks a Sobol sequence, which fills the space evenly at every length (Sobol 1967; direction numbers of Joe &amp; Kuo 2008 for forty dimensions, random beyond).
/// Points that are forbidden or were tried are passed over.
/// </summary>
public sealed class SobolSampler : ISampler
{
    private const int MostPassedOver = 1_000;

    /// <inheritdoc/>
    public string Name => "sobol";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        var sequence = new SobolSequence(context.Space.Dimensions, context.Study);
        var tried = new Tried(context);
        int first = context.SuggestedBy(Name).Count() + 1;
        var fresh = Enumerable.Range(first, MostPassedOver).Select(i => context.Space.At(sequence.Point(i))).FirstOrDefault(tried.IsFresh);
        return new(fresh ?? tried.Fresh(sequence.Point(first), context.Random), Name);
    }
}
