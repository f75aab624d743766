using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class TrialLineageTests
{
    // 1 ─ 2 ─ 4 ─ 6 (merged with 5);  1 ─ 3 ─ 5
    private static readonly Trial[] Trials = [Trial(1, 0), Trial(2, 1), Trial(3, 1), Trial(4, 2), Trial(5, 3), Trial(6, 4, 5)];
    private static readonly TrialLineage Lineage = new(Trials);

    [Fact]
    public void The_chain_follows_the_first_parents() => Assert.Equal([1, 2, 4, 6], Lineage.ChainTo(Trials[5]).Select(t => t.Number));

    [Fact]
    public void Ancestors_are_found_over_both_parents() => Assert.Equal([5, 4, 3, 2, 1], Lineage.AncestorsOf(Trials[5]));

    [Fact]
    public void Merged_trials_are_related_to_both_lineages_and_cousins_to_neither()
    {
        Assert.True(Lineage.AreRelated(Trials[5], Trials[2]));
        Assert.True(Lineage.AreRelated(Trials[2], Trials[5]));
        Assert.False(Lineage.AreRelated(Trials[3], Trials[4]));
        Assert.Equal(1, Lineage.CommonAncestor(Trials[3], Trials[4])!.Number);
    }

    [Fact]
    public void The_tree_has_every_trial_once_below_its_first_parent() =>
        Assert.Equal([(1, 0), (2, 1), (4, 2), (6, 3), (3, 1), (5, 2)], Lineage.Tree().Select(node => (node.Trial.Number, node.Depth)));

    [Fact]
    public void A_damaged_study_with_a_circle_ends() =>
        Assert.Equal([(1, 0), (2, 0)], new TrialLineage([Trial(1, 2), Trial(2, 9)]).Tree().Select(node => (node.Trial.Number, node.Depth)));

    private static Trial Trial(int number, int parent, int other = 0) => new()
    {
        Number = number,
        Level = number - 1,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "" },
        Operator = "x",
        Parent = parent,
        OtherParent = other,
    };
}
