namespace PromptOpt.Tuning;

/// <summary>Draws every parameter independently and uniformly on its scale (Bergstra &amp; Bengio 2012).</summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => new(context.Space.Draw(context.Random), Name);
}
