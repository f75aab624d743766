using PromptOpt.Search.Operators;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class SentenceOperatorTests
{
    private const string Text = "You move boxes. Push them one by one. {{#keep}}Say EXECUTE.{{/keep}} Look at {{input}} now.";

    [Fact]
    public async Task A_dropped_sentence_is_never_kept_text_or_a_placeholder()
    {
        var seen = new List<string>();
        for (ulong seed = 0; seed < 30; seed++) seen.Add((await ProposeAsync("drop-sentence", Of(seed, null, (0, Text, 0.5))))!.Candidate.Instruction);
        Assert.Equal(
            ["Push them one by one. {{#keep}}Say EXECUTE.{{/keep}} Look at {{input}} now.", "You move boxes. {{#keep}}Say EXECUTE.{{/keep}} Look at {{input}} now."],
            seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("drop-sentence", "Say one short word.")]
    [InlineData("swap-sentences", "Say one short word. {{#keep}}And stop.{{/keep}}")]
    public async Task Nothing_is_offered_where_nothing_would_be_left_or_moved(string name, string text) =>
        Assert.Null(await ProposeAsync(name, Of(1, null, (0, text, 0.5))));

    [Fact]
    public async Task Swapped_sentences_change_places_and_nothing_else()
    {
        var swapped = (await ProposeAsync("swap-sentences", Of(1, null, (0, Text, 0.5))))!;
        Assert.Equal("Push them one by one. You move boxes. {{#keep}}Say EXECUTE.{{/keep}} Look at {{input}} now.", swapped.Candidate.Instruction);
        Assert.Equal("sentences 1 and 2 exchanged", swapped.Change);
    }

    [Fact]
    public async Task What_the_most_frequent_rule_says_of_every_rollout_is_added_once()
    {
        var context = Of(1, null, (0, "Move the boxes.", 0.5)) with
        {
            Records =
            [
                Advice("walls", "The robot at (1, 2) hit the wall. Check where the walls are before you move.", "The robot at \uFFFC hit the wall. Check where the walls are before you move."),
                Advice("format", "The reply 'x. Y' has no action. Write {action} in braces.", "The reply '\uFFFC' has no action. Write {action} in braces."),
                Advice("walls", "The robot at (3, 3) hit the wall. Check where the walls are before you move.", "The robot at \uFFFC hit the wall. Check where the walls are before you move."),
            ],
        };
        var first = (await ProposeAsync("advise", context))!;
        Assert.Equal("Move the boxes.\nCheck where the walls are before you move.", first.Candidate.Instruction);
        Assert.StartsWith("advice of 'walls'", first.Change);
        var second = (await ProposeAsync("advise", context with { Base = first.Candidate }))!; // the next rule
        Assert.EndsWith("\nWrite {action} in braces.", second.Candidate.Instruction);
        Assert.Null(await ProposeAsync("advise", context with { Base = second.Candidate }));
    }

    [Fact]
    public async Task Feedback_about_single_rows_gives_no_general_advice() => Assert.Null(await ProposeAsync("advise", Of(1, null, (0, "Move.", 0.5)) with
    {
        Records = [Advice("wrong label", "'my parcel' is 'delivery', but was taken for 'address'.", "'\uFFFC' is '\uFFFC', but was taken for '\uFFFC'."), Advice("alone", "It is not so.")],
    }));

    [Theory]
    [InlineData("Check the walls first. Then go on.", "Check the walls first.")]
    [InlineData("Here is the sentence:\n- \"Check the walls first.\"", "Check the walls first.")]
    [InlineData("Advice: check the walls first", "check the walls first")]
    [InlineData("ok", null)]
    [InlineData("```\nCheck the walls first.", null)]
    [InlineData("Look at {{walls}} before you go.", null)]
    [InlineData(null, null)]
    public void One_sentence_is_taken_from_what_the_model_writes(string? reply, string? expected) => Assert.Equal(expected, EditOperator.Sentence(reply));

    [Fact]
    public async Task An_edit_shows_the_writer_the_most_frequent_rule_and_adds_its_sentence_or_replaces_the_least_useful()
    {
        string asked = "";
        var model = new ScriptedLanguageModel { Write = request => { asked = request.Prompt.Messages[^1].Text; return "Check the walls first."; } };
        var seen = new HashSet<string>();
        const string Seed = "Move the boxes. Be very polite.", Parent = Seed + " Push them one by one. Waste no step.";
        for (ulong seed = 0; seed < 20; seed++)
        {
            // Trials with "Be very polite." do worst: trial 2 has lost it, and leads.
            var context = Of(seed, model, (0, Seed, 0.5), (1, "Move the boxes. Waste no step.", 0.9), (1, "Push them one by one. Be very polite.", 0.2), (1, Parent, 0.6));
            context = context with { Records = [Advice("walls", "It hit a wall."), Advice("format", "No action."), Advice("walls", "It hit it again.")] };
            var proposal = (await ProposeAsync("edit", context))!;
            seen.Add(proposal.Candidate.Instruction);
            Assert.StartsWith("against 'walls'", proposal.Change);
        }

        Assert.Equal([Parent + "\nCheck the walls first.", Parent.Replace("Be very polite.", "Check the walls first.", StringComparison.Ordinal)], seen.OrderByDescending(text => text.Length));
        Assert.Contains("walls (2 times)", asked);
        Assert.Contains("- It hit a wall.", asked);
        Assert.DoesNotContain("{{", asked);
    }

    [Fact]
    public async Task Where_the_instruction_is_full_a_sentence_is_replaced()
    {
        var model = new ScriptedLanguageModel { Write = _ => "Check the walls first." };
        var context = Of(1, model, (0, "Move all the boxes. Be very polite now.", 0.5));
        context = context with { Records = [Advice("walls", "It hit a wall.")], Task = context.Task with { Search = new() { MaxPromptTokens = 10 } } };
        Assert.Equal("Move all the boxes. Check the walls first.", (await ProposeAsync("edit", context))!.Candidate.Instruction);
    }

    [Fact]
    public async Task A_shortened_instruction_must_be_shorter()
    {
        string text = string.Join(' ', Enumerable.Repeat("Please move all the boxes.", 6));
        var shorter = await ProposeAsync("shorten", Of(1, new() { Write = _ => "Move all boxes." }, (0, text, 0.5)));
        Assert.Equal(("Move all boxes.", "instruction in 3 tokens instead of 30"), (shorter!.Candidate.Instruction, shorter.Change));
        Assert.Null(await ProposeAsync("shorten", Of(1, new() { Write = _ => text + " Now." }, (0, text, 0.5))));
        Assert.Null(await ProposeAsync("shorten", Of(1, new() { Write = _ => "Go." }, (0, "Move the boxes.", 0.5))));
    }
}
