using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Search.Operators;

namespace PromptOpt.Tests.Search.Operators;

public sealed class PromptSentencesTests
{
    private const string Text = "You move boxes. Use e.g. the shortest way!\n\nRules:\n- Never push two boxes.\n- Answer as {{#keep}}EXECUTE {\"a\": \"b\"}. Then stop.{{/keep}} says. Look at {{input}} first. Be brief";

    [Fact]
    public void Sentences_lines_and_kept_text_are_told_apart() => Assert.Equal(
        [
            "You move boxes.", "Use e.g. the shortest way!", "Rules:", "- Never push two boxes.", "- Answer as",
            "{{#keep}}EXECUTE {\"a\": \"b\"}. Then stop.{{/keep}}", "says.", "Look at {{input}} first.", "Be brief",
        ],
        PromptSentences.Split(Text).Select(s => s.Text));

    [Fact]
    public void Only_whole_sentences_without_placeholders_outside_kept_text_may_be_moved() => Assert.Equal(
        ["You move boxes.", "Use e.g. the shortest way!", "- Never push two boxes."],
        PromptSentences.Split(Text).Where(s => s.IsProse).Select(s => s.Text));

    [Property(MaxTest = 300)]
    public Property What_is_not_changed_comes_back_to_the_letter()
    {
        var piece = Gen.Elements("Go on. ", "Stop!", "\n", "\n\n", "- item one two", "{{input}}", "{{#keep}}a. B{{/keep}}", " ", "x", "{ \"a\": 1 }", "é", "\t", "?) ", "{{#keep}}", "ö. Ä");
        return Prop.ForAll(piece.ListOf().Select(string.Concat).ToArbitrary(), text => PromptSentences.Join(PromptSentences.Split(text)) == text.Trim());
    }

    [Fact]
    public void A_sentence_that_goes_leaves_the_lines_as_they_were()
    {
        var sentences = PromptSentences.Split("One is it. Two is it.\nThree is it. Four is it.");
        PromptSentences.RemoveAt(sentences, 1);
        Assert.Equal("One is it.\nThree is it. Four is it.", PromptSentences.Join(sentences));
        PromptSentences.RemoveAt(sentences, 2);
        Assert.Equal("One is it.\nThree is it.", PromptSentences.Join(sentences));
        PromptSentences.InsertAfter(sentences, 0, "New is it.");
        Assert.Equal("One is it.\nNew is it.\nThree is it.", PromptSentences.Join(sentences));
    }
}
