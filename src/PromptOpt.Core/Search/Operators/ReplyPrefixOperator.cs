using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>Makes every reply of an episode begin with what all allowed replies of the parent's train episodes begin with, or takes that away again: a model
/// that talks before it acts is kept to the form.</summary>
internal sealed class ReplyPrefixOperator() : Operator("reply-prefix", new(2, 2))
{
    private const int FewestReplies = 3;

    public override bool Applies(ProposalContext context) => context.HasEpisodes;

    protected override Proposal? Propose(ProposalContext context)
    {
        if (context.Base.AnswerPrefix.Length > 0) return new(context.Base with { AnswerPrefix = "" }, "replies begin freely");
        var replies = context.Rollouts.SelectMany(rollout => rollout.Episode?.Steps ?? []).SelectMany(Allowed).Distinct(StringComparer.Ordinal).ToArray();
        string prefix = replies.Length < FewestReplies ? "" : Common(replies);
        return prefix.Length == 0 ? null : new(context.Base with { AnswerPrefix = prefix }, $"replies begin with '{prefix}'");
    }

    private static IEnumerable<string> Allowed(StepRecord step)
    {
        if (step.Alternative is { } alternative) yield return alternative;
        if (step is { Error: null, Action: { } action }) yield return action;
    }

    private static string Common(string[] texts)
    {
        int length = 0;
        while (texts.All(text => length < text.Length && text[length] == texts[0][length])) length++;
        return texts[0][..length].TrimEnd(); // a blank at the end would be a token that models do not expect there
    }
}
