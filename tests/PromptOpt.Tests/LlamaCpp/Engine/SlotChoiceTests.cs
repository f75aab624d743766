using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class SlotChoiceTests
{
    private static readonly int[] Long = [.. Enumerable.Range(0, 400)];

    [Fact]
    public void A_free_slot_that_holds_the_beginning_is_used_as_it_is()
    {
        var (tree, slots) = Slots([], Long[..300], Long[..100]);
        var choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((1, null, 300), (choice.Target.Id, choice.Donor, choice.Reused));
    }

    [Fact]
    public void A_beginning_in_a_busy_slot_is_copied_to_a_free_one()
    {
        var (tree, slots) = Slots(Long[..300], [], [900, 901]);
        Occupy(slots[0]);
        slots[2].LastUsed = 1;
        var choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((1, slots[0], 300), (choice.Target.Id, choice.Donor, choice.Reused));
    }

    [Fact]
    public void A_short_shared_beginning_is_computed_again_rather_than_copied()
    {
        var (tree, slots) = Slots(Long[..8], []);
        Occupy(slots[0]);
        var choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((1, null, 0), (choice.Target.Id, choice.Donor, choice.Reused));
    }

    [Fact]
    public void A_saved_beginning_is_used_when_no_sequence_holds_as_much()
    {
        var (tree, slots) = Slots(Long[..100], []);
        var saved = new SavedPrefix(new SequenceState(8));
        tree.Place(saved, Long.AsSpan(0, 300));
        var choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((saved, 300), (choice.Donor, choice.Reused));
        tree.Place(slots[0], Long.AsSpan(0, 300));
        choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((0, null, 300), (choice.Target.Id, choice.Donor, choice.Reused));
    }

    [Fact]
    public void A_beginning_that_only_one_slot_holds_outlives_those_held_twice()
    {
        var (tree, slots) = Slots([.. Enumerable.Repeat(7, 300)], Long[..300], Long[..310]);
        slots[1].LastUsed = slots[2].LastUsed = 5;
        Assert.Equal(1, SlotChoice.For(tree, slots, [.. Enumerable.Repeat(9, 50)])!.Value.Target.Id);
    }

    [Fact]
    public void Among_equals_the_longest_unused_slot_is_given_up()
    {
        var (tree, slots) = Slots([1, 1], [2, 2], [3, 3]);
        (slots[0].LastUsed, slots[1].LastUsed, slots[2].LastUsed) = (3, 1, 2);
        Assert.Equal(1, SlotChoice.For(tree, slots, Long)!.Value.Target.Id);
    }

    [Fact]
    public void Neighbours_of_busy_slots_come_first_since_a_run_of_slots_is_computed_in_one_go()
    {
        var (tree, slots) = Slots([1, 1], [2, 2], [3, 3], [4, 4], [.. Enumerable.Repeat(7, 300)], [5, 5]);
        for (var i = 0; i < slots.Length; i++) slots[i].LastUsed = 1 + i;
        Occupy(slots[3]);
        List<int> order = [];
        for (var i = 0; i < 4; i++)
        {
            var target = SlotChoice.For(tree, slots, Long)!.Value.Target;
            order.Add(target.Id);
            Occupy(target);
        }

        Assert.Equal([2, 1, 0, 4], order);
    }

    [Fact]
    public void Among_slots_that_hold_the_beginning_a_neighbour_of_a_busy_one_is_used()
    {
        var (tree, slots) = Slots(Long[..300], Long[..302], Long[..305], Long[..301]);
        Occupy(slots[2]);
        var choice = SlotChoice.For(tree, slots, Long)!.Value;
        Assert.Equal((1, null, 302), (choice.Target.Id, choice.Donor, choice.Reused));
    }

    [Fact]
    public void Nothing_is_chosen_when_every_slot_works()
    {
        var (tree, slots) = Slots([], []);
        foreach (var slot in slots) Occupy(slot);
        Assert.Null(SlotChoice.For(tree, slots, Long));
    }

    private static (PrefixTree Tree, Slot[] Slots) Slots(params int[][] contents)
    {
        var tree = new PrefixTree();
        return (tree, [.. contents.Select((tokens, id) =>
        {
            var slot = new Slot(id);
            tree.Place(slot, tokens);
            return slot;
        })]);
    }

    private static void Occupy(Slot slot) => new ScoreJob([1], new ScorePlan([[1]], includeEnd: false, 0), null, CancellationToken.None).Occupy(slot, 0);
}
