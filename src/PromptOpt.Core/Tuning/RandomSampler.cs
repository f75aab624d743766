namespace PromptOpt.Tuning;

/// <summary>Draws every parameter independently and uniformly on its scale (Bergstra &amp; Bengio 2012). What was tried is drawn again only when nothing new is left.</summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        var random = context.Random;
        return new(new Tried(context).Fresh(context.Space.PointOf(context.Space.Draw(random)), random), Name);
    }
}
