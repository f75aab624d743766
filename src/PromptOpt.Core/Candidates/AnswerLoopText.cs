using PromptOpt.Yaml;

namespace PromptOpt.Candidates;

/// <summary>Samples and reasoning of a candidate in words for people.</summary>
public static class AnswerLoopText
{
    /// <summary>A line for each of the two that the candidate has; none for one plain answer a row.</summary>
    /// <param name="candidate">The candidate.</param>
    public static IEnumerable<string> Describe(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Samples > 1) yield return FormattableString.Invariant($"samples: {candidate.Samples} a row, {KebabCase.Of(candidate.Aggregation)}");
        if (candidate.Reasoning is { } loop) yield return "reasoning: " + Describe(loop);
    }

    private static string Describe(ReasoningLoop loop)
    {
        string steps = FormattableString.Invariant($"at most {loop.Steps} {(loop.Steps == 1 ? "step" : "steps")}");
        return loop.PlanningPeriod switch
        {
            0 => steps + ", no plans",
            1 => steps + ", a plan before each",
            var period => FormattableString.Invariant($"{steps}, a plan before the first and then every {period} steps"),
        };
    }
}
