using PromptOpt.Candidates;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class NoveltyCheckTests
{
    private const string Text = "Read the whole message before you answer. Name the colour that is meant: red, green or blue. Say one word and nothing else at all, please.";

    [Theory]
    [InlineData("read the WHOLE message before you answer, name the colour that is meant (red, green or blue).\nSay one word and nothing else at all, please!", "case, blanks and punctuation")]
    [InlineData(Text, "tried already")]
    [InlineData("Name the colour.", null)]
    public void Copies_are_refused(string text, string? reason)
    {
        var refusal = new NoveltyCheck(0.95).Refusal(new() { Instruction = text }, [Tried(Text)], Novelty.Candidate);
        if (reason is null) Assert.Null(refusal);
        else Assert.Contains(reason, refusal);
    }

    [Fact]
    public void A_written_instruction_nearly_like_a_tried_one_is_refused_with_the_number_of_that_trial()
    {
        string longer = string.Join(' ', Enumerable.Repeat(0, 80).Select((_, i) => $"word{i}"));
        var near = new Candidate { Instruction = longer + " more" };
        Assert.Contains("trial 7 (99 %", new NoveltyCheck(0.95).Refusal(near, [Tried(longer)], Novelty.Wording));
        Assert.Null(new NoveltyCheck(0.95).Refusal(near, [Tried(longer)], Novelty.Candidate)); // an edit is meant to be like its parent
        Assert.Null(new NoveltyCheck(0.99).Refusal(near, [Tried(longer)], Novelty.Wording));
        Assert.Null(new NoveltyCheck(null).Refusal(near, [Tried(longer)], Novelty.Wording));
    }

    [Fact]
    public void Without_a_limit_only_copies_to_the_letter_are_refused()
    {
        Assert.Null(new NoveltyCheck(null).Refusal(new() { Instruction = Text.ToUpperInvariant() }, [Tried(Text)], Novelty.Wording));
        Assert.NotNull(new NoveltyCheck(null).Refusal(new() { Instruction = Text }, [Tried(Text)], Novelty.Wording));
    }

    [Fact]
    public void Another_part_of_the_candidate_makes_it_new() =>
        Assert.Null(new NoveltyCheck(0.95).Refusal(new() { Instruction = Text, AnswerPrefix = "Colour:" }, [Tried(Text)], Novelty.Candidate));

    [Theory]
    [InlineData("a b c d", "a b c d", 1)]
    [InlineData("a b c d", "a b c e", 1.0 / 3)]
    [InlineData("a", "b", 0)]
    [InlineData("", "", 1)]
    public void Similarity_is_the_share_of_common_word_triples(string one, string other, double expected) =>
        Assert.Equal(expected, PromptWords.Similarity(PromptWords.Triples(one), PromptWords.Triples(other)), 12);

    private static Trial Tried(string text) => new() { Number = 7, Level = 1, State = TrialState.Pruned, Candidate = new() { Instruction = text }, Operator = "x" };
}
