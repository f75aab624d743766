using System.Text;
using PromptOpt.Grammars;

namespace PromptOpt.Tests.Grammars;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("root ::= \"yes\" | \"no\"", "yes no", "y maybe yesno YES")]
    [InlineData("# a comment\nroot ::= word+ # another\nword ::= [a-c]{2}", "ab abcc", "a abc abd")]
    [InlineData("root ::= (\n  \"a\"\n  | \"b\"\n)* \"!\"", "! a! abba!", "ab a!b")]
    [InlineData("root ::= \"a\"\n  | \"b\"\n", "a b", "ab")]
    [InlineData("root ::= [^a-z\\n]", "A 1 é 😀", "a zz")]
    [InlineData("root ::= \"\\x41\\u00e9\\U0001F600\\\"\\\\\"", "Aé😀\"\\", "A")]
    [InlineData("root ::= [\\]\\-a-] .", "]x -y a😀", "bx a")]
    [InlineData("root ::= \"ab\"{1,2} \"c\"{,}", "", "")]
    public void Grammars_accept_what_they_should(string grammar, string accepted, string rejected)
    {
        if (accepted.Length == 0)
        {
            Assert.Throws<BadInputException>(() => Grammar.Parse(grammar, "test"));
            return;
        }
        var read = Grammar.Parse(grammar, "test");
        Assert.All(accepted.Split(' '), text => Assert.True(read.Accepts(text), text));
        Assert.All(rejected.Split(' '), text => Assert.False(read.Accepts(text), text));
    }

    [Theory]
    [InlineData("root ::= yse\nyes ::= \"y\"", "answer.gbnf:1:10: there is no rule 'yse' (did you mean 'yes'?)")]
    [InlineData("answer ::= \"y\"", "answer.gbnf:1:1: there is no rule 'root'")]
    [InlineData("", "answer.gbnf:1:1: there is no rule 'root'")]
    [InlineData("root ::= \"y\"\nroot ::= \"n\"", "answer.gbnf:2:1: the rule 'root' is given a second time")]
    [InlineData("root ::= a\na ::= b? a \"x\" | \"y\"\nb ::= \"\"", "answer.gbnf:2:1: the rule 'a' calls itself before it takes a character (a → a)")]
    [InlineData("root ::= \"a\" b\nb ::= \"b\" b", "answer.gbnf:1:1: the rule 'root' never comes to an end")]
    [InlineData("root ::= \"yes", "answer.gbnf:1:10: this text is not closed; add '\"'")]
    [InlineData("root ::= [a-", "answer.gbnf:1:10: this character class is not closed")]
    [InlineData("root ::= [z-a]", "answer.gbnf:1:11: the range ends before it begins")]
    [InlineData("root ::= []", "answer.gbnf:1:10: this character class holds no character")]
    [InlineData("root ::= (\"a\"", "answer.gbnf:1:10: this group is not closed")]
    [InlineData("root ::= \"a\")", "answer.gbnf:1:13: ')' cannot stand here")]
    [InlineData("root ::= \"a\"{3,2}", "answer.gbnf:1:14: the repetition must not end at 2 below its beginning 3")]
    [InlineData("root ::= \"a\"{x}", "answer.gbnf:1:14: a number is expected in place of 'x'")]
    [InlineData("root ::= \"a\"{999999999999}", "answer.gbnf:1:14: repeats at most 100000 times")]
    [InlineData("root ::= \"\\q\"", "answer.gbnf:1:11: there is no such escape")]
    [InlineData("root ::= \"\\ud800\"", "answer.gbnf:1:11: this is no character of Unicode")]
    [InlineData("root = \"a\"", "answer.gbnf:1:6: '::=' must follow the name of the rule 'root', but there is '='")]
    [InlineData("root ::= <[10]>", "answer.gbnf:1:10: tokens such as")]
    [InlineData("root ::= \"a\"{100000} \"b\"{100000}", "the grammar is too large")]
    [InlineData("root ::= ((\"a\"?){9000}){9000}", "the grammar is too large")]
    public void Mistakes_are_told_with_their_place(string grammar, string expected) =>
        Assert.StartsWith(
            expected.StartsWith("answer", StringComparison.Ordinal) ? expected : $"answer.gbnf: {expected}",
            Assert.Throws<BadInputException>(() => Grammar.Parse(grammar, "answer.gbnf")).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_and_not_a_crash() =>
        Assert.Contains("nested more than", Assert.Throws<BadInputException>(() => Grammar.Parse($"root ::= {new string('(', 100_000)}", "g")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_ambiguous_text_is_read_in_time_and_a_long_list_does_not_pile_up()
    {
        var ambiguous = Grammar.Parse("root ::= \"a\" root root | \"a\" root | \"a\" (root | \"b\")?", "test");
        Assert.True(ambiguous.Accepts(new string('a', 300)));
        var list = Grammar.Parse("root ::= \"a\" root | \"b\"", "test");
        var (early, late) = (list.Start.Next("aa"u8)!, list.Start.Next(Encoding.UTF8.GetBytes(new string('a', 5000)))!);
        Assert.Same(early, late);
    }

    [Fact]
    public void Nested_repetitions_do_not_multiply()
    {
        var grammar = Grammar.Parse("root ::= ((\"a\"{100}){100}){0,1000} \"b\"", "test");
        Assert.True(grammar.Accepts(new string('a', 20_000) + "b"));
        Assert.False(grammar.Accepts(new string('a', 20_001) + "b"));
    }

    [Fact]
    public void A_character_may_be_cut_between_tokens_but_not_completed_to_another()
    {
        var state = Grammar.Parse("root ::= \"é\"", "test").Start.Next(0xC3)!;
        Assert.False(state.CanEnd);
        Assert.Null(state.Next(0xAA));
        Assert.True(state.Next(0xA9)!.MustEnd);
    }

    [Fact]
    public void An_impossible_prefix_is_refused_with_the_character_that_does_not_fit()
    {
        var grammar = Grammar.Parse("root ::= \"yes\" | \"yet\"", "test");
        Assert.False(grammar.After("ye").CanEnd);
        var message = Assert.Throws<BadInputException>(() => grammar.After("yé")).Message;
        Assert.Contains("from its character 2 ('é') on", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_can_share_a_grammar()
    {
        var grammar = Grammar.Parse("root ::= [a-z]{0,50} (\"!\" root)?", "test");
        Parallel.For(0, 200, i => Assert.Equal(i % 60 <= 50, grammar.Accepts(new string('x', i % 60))));
    }
}
