using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class SavedPrefixesTests
{
    [Fact]
    public void The_longest_unused_goes_when_the_memory_is_full()
    {
        var tree = new PrefixTree();
        var saved = new SavedPrefixes(tree, budget: 250);
        SavedPrefix[] prefixes = [.. Enumerable.Range(0, 3).Select(i => new SavedPrefix(new SequenceState(100)) { LastUsed = i == 0 ? 9 : i })];
        foreach (var (prefix, i) in prefixes.Select((prefix, i) => (prefix, i))) saved.Keep(prefix, [i, 1, 2]);
        Assert.Equal([false, true, false], prefixes.Select(prefix => prefix.Node is null));
        Assert.Equal([false, true, false], prefixes.Select(prefix => prefix.State.IsClosed));
        saved.Clear();
        Assert.All(prefixes, prefix => Assert.True(prefix.State.IsClosed));
        Assert.Empty(tree.Matches([0, 1, 2]));
    }

    [Fact]
    public void What_is_larger_than_all_of_it_does_not_fit()
    {
        var saved = new SavedPrefixes(new PrefixTree(), budget: 250);
        Assert.True(saved.Fits(250));
        Assert.False(saved.Fits(251));
    }
}
