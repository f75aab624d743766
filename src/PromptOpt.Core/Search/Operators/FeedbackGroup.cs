using PromptOpt.Feedback;

namespace PromptOpt.Search.Operators;

/// <summary>A rule with what it said about some rollouts.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Messages">Its messages, one a rollout.</param>
/// <param name="Template">What they are made from; null where each is made for its rollout alone.</param>
internal sealed record FeedbackGroup(string Rule, IReadOnlyList<string> Messages, string? Template)
{
    private const int MostRecords = 10;

    /// <summary>
    /// At most ten records drawn at random, grouped by rule, the largest group first: frequent mistakes come first mostly, and the children of one parent differ.
    /// </summary>
    public static IReadOnlyList<FeedbackGroup> Draw(ProposalContext context)
    {
        var records = context.Feedback.ToArray();
        context.Random.Shuffle(records);
        return ByRule(records.Take(MostRecords));
    }

    /// <summary>All records grouped by rule, the largest group first; by name among equals.</summary>
    public static IReadOnlyList<FeedbackGroup> ByRule(IEnumerable<Advice> records) =>
    [
        .. records.GroupBy(advice => advice.RuleName, StringComparer.Ordinal)
            .Select(group => new FeedbackGroup(group.Key, [.. group.Select(advice => advice.Message)], group.First().Template))
            .OrderByDescending(group => group.Messages.Count).ThenBy(group => group.Rule, StringComparer.Ordinal),
    ];
}
