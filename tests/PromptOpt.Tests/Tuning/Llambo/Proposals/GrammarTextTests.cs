using FsCheck.Xunit;
using PromptOpt.Grammars;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Llambo.Proposals;

namespace PromptOpt.Tests.Tuning.Llambo.Proposals;

public sealed class GrammarTextTests
{
    [Property(MaxTest = 150)]
    public void Just_the_numbers_between_the_bounds_can_be_written(short a, short b, byte digits)
    {
        int decimals = digits % 4;
        long low = Math.Min(a, b), high = Math.Max(a, b);
        var grammar = Grammar.Parse("root ::= " + NumberGrammar.Between(low, high, decimals), "test");
        var random = new SeededRandom((ulong)(a * 65536 + b));
        foreach (long number in new[] { low - 1, low, low + 1, high - 1, high, high + 1, 0, -low, low + random.Next((int)(high - low) + 1), random.Next(70_000) - 35_000 })
            Assert.Equal(number >= low && number <= high, grammar.Accepts(Text(number, decimals)));
        Assert.False(grammar.Accepts("-" + Text(0, decimals)));
        Assert.False(grammar.Accepts("0" + Text(high, decimals)));
    }

    [Fact]
    public void Just_the_listed_texts_can_be_written()
    {
        string[] texts = ["a", "ab", "abc", "b\"q\"", "back\\slash", "é😀", "é😁", "", "two\nlines"];
        var grammar = Grammar.Parse("root ::= " + GbnfTrie.Of(texts), "test");
        Assert.All(texts, text => Assert.True(grammar.Accepts(text), text));
        Assert.All(["abcd", "é", "b", "two", "back"], text => Assert.False(grammar.Accepts(text), text));
    }

    [Property(MaxTest = 200)]
    public void A_trie_takes_its_texts_and_none_of_their_beginnings(ushort[] numbers)
    {
        if (numbers.Length == 0) return;
        var texts = numbers.Select(n => n.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var grammar = Grammar.Parse("root ::= " + GbnfTrie.Of(texts), "test");
        foreach (string text in texts)
            for (int length = 1; length <= text.Length; length++) Assert.Equal(texts.Contains(text[..length]), grammar.Accepts(text[..length]));
    }

    private static string Text(long units, int decimals) =>
        (units * new decimal(1, 0, 0, false, (byte)decimals)).ToString("F" + decimals, System.Globalization.CultureInfo.InvariantCulture);
}
