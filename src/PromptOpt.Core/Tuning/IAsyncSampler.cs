namespace PromptOpt.Tuning;

/// <summary>
/// Suggests configurations with the help of something that takes time, such as a language model. A function of its context and of the answers that it gets. What it
/// wants to know again later stands in <see cref="Suggestion.Memo"/>, which is stored with the trial before the trial runs, and comes back in
/// <see cref="Observation.Memo"/>: so a resumed study never asks twice for a suggestion that was stored, and decides as if it had never been interrupted, whatever
/// a second answer would have been.
/// </summary>
public interface IAsyncSampler
{
    /// <summary>Its name, as options and tables write it.</summary>
    string Name { get; }

    /// <summary>What it cannot do with what it was given, and does otherwise: sentences for people. Empty where all is as asked.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>What to try next.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<Suggestion> SuggestAsync(SamplerContext context, CancellationToken cancellationToken = default);
}
