using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;

namespace PromptOpt.Tests.Evaluation;

public sealed class AnswerAggregationTests
{
    private static readonly Arbitrary<(string?, int)[]> Replies = (
        from answer in Gen.Elements<string?>("red", "green", "blue", null)
        from weight in Gen.Choose(-3, 0)
        select (answer, weight)).NonEmptyListOf().Select(replies => replies.Take(64).ToArray()).ToArbitrary();

    [Property]
    public Property The_majority_wins_and_a_tie_goes_to_the_answer_that_came_first() => Prop.ForAll(Replies, replies =>
    {
        string?[] keys = [.. replies.Select(reply => reply.Item1)];
        int chosen = Choose(Aggregation.MajorityVote, replies);
        if (Array.TrueForAll(keys, key => key is null)) return chosen == 0;
        var votes = keys.OfType<string>().CountBy(key => key).ToDictionary();
        string winner = keys[chosen]!;
        return Array.IndexOf(keys, winner) == chosen
            && votes.All(other => other.Value < votes[winner] || (other.Value == votes[winner] && Array.IndexOf(keys, other.Key) >= chosen));
    });

    [Property]
    public Property Votes_do_not_depend_on_what_unreadable_replies_stand_between() => Prop.ForAll(Replies, replies =>
    {
        var readable = replies.Where(reply => reply.Item1 is not null).ToArray();
        return readable.Length == 0 || readable[Choose(Aggregation.MajorityVote, readable)].Item1 == replies[Choose(Aggregation.MajorityVote, replies)].Item1;
    });

    [Property]
    public Property The_likeliest_reply_is_a_readable_one_if_there_is_one() => Prop.ForAll(Replies, replies =>
    {
        int chosen = Choose(Aggregation.BestLogProbability, replies);
        var readable = replies.Where(reply => reply.Item1 is not null).ToArray();
        return readable.Length == 0 ? chosen == 0 : replies[chosen].Item1 is not null && replies[chosen].Item2 == readable.Max(reply => reply.Item2)
            && !replies.Take(chosen).Any(reply => reply.Item1 is not null && reply.Item2 == replies[chosen].Item2);
    });

    [Property]
    public Property The_first_is_the_first_readable_one() => Prop.ForAll(
        Replies, replies => Choose(Aggregation.First, replies) == Math.Max(0, Array.FindIndex(replies, reply => reply.Item1 is not null)));

    [Fact]
    public void A_reply_without_known_probability_is_the_last_to_be_taken() =>
        Assert.Equal(1, AnswerAggregation.Choose(Aggregation.BestLogProbability, ["red", "green"], [null, -9]));

    private static int Choose(Aggregation how, (string?, int)[] replies) =>
        AnswerAggregation.Choose(how, [.. replies.Select(reply => reply.Item1)], [.. replies.Select(reply => (double?)reply.Item2)]);
}
