using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class PrefixTreeTests
{
    [Property(MaxTest = 300)]
    public bool It_knows_what_a_plain_list_of_contents_knows((byte Holder, byte[] Entries)[] changes, byte[] prompt)
    {
        var tree = new PrefixTree();
        Slot[] holders = [.. Enumerable.Range(0, 5).Select(id => new Slot(id))];
        var contents = new Dictionary<int, int[]>();
        foreach (var (holder, entries) in changes)
        {
            var id = holder % holders.Length;
            if (entries is null)
            {
                PrefixTree.Remove(holders[id]);
                contents.Remove(id);
            }
            else
            {
                tree.Place(holders[id], contents[id] = Few(entries));
            }

            if (!Agrees(tree, holders, contents, Few(prompt ?? []))) return false;
        }

        foreach (var holder in holders) PrefixTree.Remove(holder);
        return !tree.Matches(Few(prompt ?? [])).Any();
    }

    [Fact]
    public void What_one_holder_alone_holds_is_its_loss()
    {
        var tree = new PrefixTree();
        var (one, two) = (new Slot(0), new Slot(1));
        tree.Place(one, [1, 2, 3, 4]);
        Assert.Equal(4, PrefixTree.Loss(one));
        tree.Place(two, [1, 2, 9]);
        Assert.Equal((2, 1), (PrefixTree.Loss(one), PrefixTree.Loss(two)));
        tree.Place(two, [1, 2, 3, 4, 5]);
        Assert.Equal((0, 1), (PrefixTree.Loss(one), PrefixTree.Loss(two)));
    }

    private static bool Agrees(PrefixTree tree, Slot[] holders, Dictionary<int, int[]> contents, int[] prompt)
    {
        var expected = contents.Select(pair => (pair.Key, pair.Value.AsSpan().CommonPrefixLength(prompt))).Order();
        var matches = tree.Matches(prompt).Select(match => (((Slot)match.Holder).Id, match.Shared)).ToList();
        return expected.SequenceEqual(matches.Order()) &&
               matches.SequenceEqual(matches.OrderByDescending(match => match.Shared)) &&
               contents.All(pair => PrefixTree.EntriesOf(holders[pair.Key]).SequenceEqual(pair.Value)) &&
               contents.All(pair => PrefixTree.Loss(holders[pair.Key]) == pair.Value.Length - contents
                   .Where(other => other.Key != pair.Key).Select(other => other.Value.AsSpan().CommonPrefixLength(pair.Value)).DefaultIfEmpty(0).Max());
    }

    // Few different entries, so that beginnings are often shared.
    private static int[] Few(byte[] entries) => [.. entries.Select(entry => entry % 2)];
}
