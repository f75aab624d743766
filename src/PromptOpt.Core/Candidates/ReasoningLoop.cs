namespace PromptOpt.Candidates;

/// <summary>
/// How a model thinks in turns before it answers: one step of thought a turn in one growing chat, with a plan before some of them (Yao et al. 2023, arXiv
/// 2210.03629; Wang et al. 2023, arXiv 2305.04091). Both numbers are enforced by the loop, not asked for. In an episode a step is an action.
/// </summary>
public sealed record ReasoningLoop
{
    /// <summary>Most steps, and longest planning period.</summary>
    public const int Most = 32;

    /// <summary>Tokens that a plan may have where answers may have fewer.</summary>
    public const int PlanTokens = 128;

    /// <summary>Most steps of thought, or actions of an episode, 1 to 32. Plans do not count. On the last step the answer is asked for at once.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps from one plan to the next, 1 to 32: a plan is written before step 1 and then before every so many steps; 1 plans before each. 0, the
    /// default, never plans.</summary>
    public int PlanningPeriod { get; init; }

    /// <summary>Whether a plan is written before a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool PlansBefore(int step) => PlanningPeriod > 0 && (step - 1) % PlanningPeriod == 0;

    /// <summary>Plans that are written before so many steps.</summary>
    /// <param name="steps">Steps, at least 0.</param>
    public int PlansIn(int steps) => PlanningPeriod > 0 ? (steps + PlanningPeriod - 1) / PlanningPeriod : 0;

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Steps is < 1 or > Most) yield return FormattableString.Invariant($"reasoning.steps: must be 1 to {Most}, but is {Steps}");
        if (PlanningPeriod is < 0 or > Most)
            yield return FormattableString.Invariant($"reasoning.planning_period: must be 0 (no plans) to {Most}, but is {PlanningPeriod}");
    }
}
