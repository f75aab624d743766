using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Advising;

/// <summary>What a study tunes, and who suggests values.</summary>
/// <param name="Space">What is tuned.</param>
/// <param name="Sampler">Suggests values.</param>
internal sealed record StudyTuning(CandidateSpace Space, StudySampler Sampler)
{
    /// <summary>Attempts on another start of a bracket; then anything is tried.</summary>
    private const int StartsOfBrackets = 8;

    /// <summary>Knows nothing, and so suggests something else each time.</summary>
    public static ISampler Anything { get; } = new RandomSampler();

    /// <summary>What is tried before the sampler is asked; null for nothing.</summary>
    public PlannedStarts? Start { get; init; }

    /// <summary>What people should know before the search, in sentences.</summary>
    public IEnumerable<string> Notes => Space.Dropped.Concat(Sampler.Notes);

    /// <summary>What to try next.</summary>
    /// <param name="context">What was tried.</param>
    /// <param name="ask">Runs or reads the waves of the trial.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Studies.BudgetSpentException">A model's calls no longer fit.</exception>
    public async Task<Suggestion> SuggestAsync(SamplerContext context, AskWave ask, CancellationToken cancellationToken) =>
        Start?.Of(context.WithinBudget()) ?? await Sampler.SuggestAsync(context, ask, cancellationToken);

    /// <summary>What to try where a suggestion was refused: a sampler would suggest the same again, so anything; but brackets would never fill with what is not theirs, so another start of theirs.</summary>
    /// <param name="context">What was tried, with random numbers of this attempt.</param>
    /// <param name="attempt">Which one it is, from 1.</param>
    public Suggestion InsteadOfRefused(SamplerContext context, int attempt) =>
        attempt <= StartsOfBrackets && Sampler.Core is { FillsBrackets: true } brackets ? brackets.Suggest(context) : Anything.Suggest(context.WithinBudget());
}
