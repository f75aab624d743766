using System.Text;
using FsCheck.Xunit;
using PromptOpt.Grammars;

namespace PromptOpt.Tests.Grammars;

public sealed class GrammarProperties
{
    [Property(MaxTest = 400)]
    public void A_grammar_accepts_what_is_drawn_from_it_and_just_what_trying_everything_accepts(int seed)
    {
        var random = new RandomGrammar(seed);
        if (Read(random.Text) is not { } grammar) return;
        for (var i = 0; i < 8; i++)
        {
            if (random.Sample() is { } text) Assert.True(grammar.Accepts(text), $"{random.Text}\nrejects {text}");
            var noise = random.Noise();
            Assert.Equal(random.Accepts(noise), grammar.Accepts(noise));
        }
    }

    [Property(MaxTest = 200)]
    public void What_is_not_rejected_can_be_completed(int seed)
    {
        var random = new RandomGrammar(seed);
        if (Read(random.Text) is not { } grammar) return;
        var state = grammar.Start;
        for (var step = 0; step < 10 && !state.MustEnd; step++)
        {
            var next = Enumerable.Range(0, 256).Select(value => state.Next((byte)value)).FirstOrDefault(following => following is not null);
            Assert.NotNull(next);
            state = next;
        }
    }

    [Property]
    public void Sets_of_characters_become_the_same_sets_of_bytes(int seed)
    {
        var random = new Random(seed);
        var ranges = Enumerable.Range(0, 3).Select(_ => (Low: random.Next(0x110000), Span: random.Next(0x3000))).Select(r => (r.Low, Math.Min(0x10FFFF, r.Low + r.Span))).ToList();
        var set = CodePointSet.Of(ranges);
        var grammar = Grammar.Parse($"root ::= [{string.Concat(set.Ranges.Select(range => $@"\U{range.Low:X8}-\U{range.High:X8}"))}]", "test");
        var edges = ranges.SelectMany(r => new[] { r.Low - 1, r.Low, r.Item2, r.Item2 + 1 }).Concat([0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000]);
        foreach (var codePoint in edges.Where(Rune.IsValid))
        {
            Assert.Equal(ranges.Exists(r => r.Low <= codePoint && codePoint <= r.Item2), set.Contains(codePoint));
            Assert.Equal(set.Contains(codePoint), grammar.Accepts(new Rune(codePoint).ToString()));
            Assert.NotEqual(set.Contains(codePoint), set.Complement().Contains(codePoint));
        }
    }

    // Left recursion and rules without an end come up by chance; the reader must refuse them and nothing else.
    private static Grammar? Read(string text)
    {
        try
        {
            return Grammar.Parse(text, "test");
        }
        catch (BadInputException error)
        {
            Assert.Matches("calls itself before it takes a character|never comes to an end", error.Message);
            return null;
        }
    }
}
