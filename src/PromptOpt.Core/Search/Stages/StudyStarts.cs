using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Stages;

/// <summary>What is tried before a sampler has learned anything: prompts that were given, each as it came, and temperatures that the entropy of answers points at.</summary>
internal sealed class StudyStarts(SessionScope scope)
{
    /// <summary>Who suggests a prompt as it came.</summary>
    public const string Given = "given";

    /// <summary>The configurations, in their order. May cost calls, whose answers are stored.</summary>
    /// <param name="space">What is tuned.</param>
    /// <param name="asIs">The candidate of its default.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Suggestion>> OfAsync(CandidateSpace space, PromptChoice asIs, CancellationToken cancellationToken)
    {
        var spec = scope.TuningSpec;
        Suggestion[] given = [.. (spec.Prompts ?? []).Select(prompt => new Suggestion(space.Like(prompt.Candidate), Given))];
        var entropy = spec.EntropyStart == true ? await new EntropyStart(scope).OfAsync(space.Space, asIs, cancellationToken) : [];
        return [.. given.Concat(entropy).DistinctBy(start => start.Configuration)];
    }
}
