namespace PromptOpt.Feedback.Conditions;

/// <summary>Steps that do the same again and again.</summary>
internal static class Runs
{
    /// <summary>The steps that do a thing for the Nth time in a row, or more often; null for none.</summary>
    /// <param name="subject">The rollout.</param>
    /// <param name="of">What is compared, outer white space aside; a step without it ends a run.</param>
    /// <param name="least">N.</param>
    public static Finding? Find(RuleSubject subject, Func<SubjectStep, string?> of, long least)
    {
        var steps = new List<int>();
        string? last = null;
        int run = 0;
        for (int i = 0; i < subject.Steps.Count; i++)
        {
            string? now = of(subject.Steps[i])?.Trim();
            run = now is not null && now == last ? run + 1 : 1;
            last = now;
            if (now is not null && run >= least) steps.Add(i);
        }

        return steps.Count == 0 ? null : new Finding(steps);
    }
}
