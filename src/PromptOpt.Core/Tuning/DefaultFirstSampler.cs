namespace PromptOpt.Tuning;

/// <summary>Has the default tried before anything else, so that nothing that is found can be worse than what one had.</summary>
/// <param name="then">Suggests all that comes after.</param>
public sealed class DefaultFirstSampler(ISampler then) : ISampler
{
    /// <summary>What <see cref="Suggestion.Source"/> says of the default.</summary>
    public const string Source = "default";

    /// <inheritdoc/>
    public string Name => then.Name;

    /// <summary>The default while nobody has tried it; null afterwards.</summary>
    public static Suggestion? Due(SamplerContext context) => context.IsNew(context.Space.Default) ? new(context.Space.Default, Source) : null;

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => Due(context) ?? then.Suggest(context);
}
