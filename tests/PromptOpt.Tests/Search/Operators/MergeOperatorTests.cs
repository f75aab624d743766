using PromptOpt.Search;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class MergeOperatorTests
{
    private const string Seed = "Move the boxes. Waste no step.";
    private const string Own = "Move the boxes. Push them one by one. Waste no step.";
    private const string Mate = "Move the boxes. Waste no step. Check the walls first.";

    [Fact]
    public async Task What_both_have_that_their_ancestor_has_not_is_put_together_in_order()
    {
        var all = await Merges((0, Seed, 0.5), (1, Mate, 0.7), (1, Own, 0.6));
        Assert.Contains("Move the boxes. Push them one by one. Waste no step. Check the walls first.", all.Select(p => p.Candidate.Instruction));
        Assert.All(all, p => Assert.Equal(2, p.OtherParent));
        Assert.All(all, p => Assert.DoesNotContain(p.Candidate.Instruction, new[] { Own, Mate }));
        Assert.All(all, p => Assert.StartsWith("Move the boxes.", p.Candidate.Instruction)); // what all three have stays
    }

    [Fact]
    public async Task A_sentence_that_both_found_stands_once()
    {
        var all = await Merges((0, Seed, 0.5), (1, "Move the boxes. Waste no step. PUSH them one by one! Check the walls first.", 0.7), (1, Own, 0.6));
        Assert.All(all, p => Assert.InRange(p.Candidate.Instruction.Split("one by one").Length, 1, 2));
    }

    [Fact]
    public async Task An_ancestor_is_no_mate() => Assert.Empty(await Merges((0, Seed, 0.5), (1, Mate, 0.7), (2, Own, 0.6)));

    [Fact]
    public async Task Twins_have_nothing_to_give_each_other() => Assert.Empty(await Merges((0, Seed, 0.5), (1, Own, 0.7), (1, Own, 0.6)));

    [Fact]
    public async Task Other_parts_come_from_the_one_that_changed_them()
    {
        var context = Of(1, null, (0, Seed, 0.5), (1, Mate, 0.7), (1, Own, 0.6));
        var mate = context.History[1] with { Candidate = context.History[1].Candidate with { Decoding = new() { Temperature = 0.7 }, AnswerPrefix = "Mate:" } };
        context = context with { History = [context.History[0], mate, context.History[2]], Base = context.Base with { AnswerPrefix = "Own:" } };
        var merged = (await ProposeAsync("merge", context))!.Candidate;
        Assert.Equal((0.7, "Own:"), (merged.Decoding.Temperature, merged.AnswerPrefix));
    }

    private static async Task<List<Proposal>> Merges(params (int, string, double)[] trials)
    {
        var all = new List<Proposal>();
        for (ulong seed = 0; seed < 20; seed++)
            if (await ProposeAsync("merge", Of(seed, null, trials)) is { } proposal) all.Add(proposal);
        return all;
    }
}
