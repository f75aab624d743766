using PromptOpt.Candidates;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Operators;

/// <summary>What the operators of published strategies ask the writer, and what they make of its replies.</summary>
public sealed class PublishedOperatorTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task In_the_first_level_induce_shows_five_rows_and_not_the_prompt()
    {
        var context = OperatorContexts.Of(1, Writer("Say which colour it is."), (0, "A secret prompt.", 0.5));
        var proposal = await OperatorContexts.ProposeAsync("induce", context);
        Assert.Equal("Say which colour it is.", proposal!.Candidate.Instruction);
        string request = Assert.Single(_asked);
        Assert.Equal(5, request.Split("Input: train text").Length - 1);
        Assert.Equal(5, request.Split("\nOutput: ").Length - 1);
        Assert.DoesNotContain("secret", request);
    }

    [Theory]
    [InlineData(false, "A prompt.")]
    [InlineData(true, "A prompt with {{input}}.")]
    public async Task Later_and_where_columns_are_named_induce_says_the_prompt_in_other_words(bool first, string seed)
    {
        (int, string, double)[] trials = first ? [(0, seed, 0.5)] : [(0, seed, 0.5), (1, seed + " Well.", 0.6)];
        await OperatorContexts.ProposeAsync("induce", OperatorContexts.Of(1, Writer("Say which colour it is."), trials));
        Assert.Contains(seed, Assert.Single(_asked));
        Assert.DoesNotContain("Output:", _asked[0]);
    }

    [Fact]
    public async Task Criticize_asks_for_a_criticism_of_failures_and_then_for_a_prompt_that_answers_it()
    {
        int edits = 0, paraphrases = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            _asked.Clear();
            var proposal = await OperatorContexts.ProposeAsync("criticize", WithFailures(seed));
            if (_asked.Count == 1) paraphrases++;
            if (_asked.Count != 2) continue;
            edits++;
            Assert.Equal(4, _asked[0].Split("- input '").Length - 1);
            Assert.DoesNotContain("advice of a rule", _asked[0]);
            Assert.Contains("What is wrong with the instructions:\nReply 1", _asked[1]);
            Assert.Equal("Reply 2 names red.", proposal!.Candidate.Instruction);
        }

        Assert.InRange(paraphrases, 10, 30);
        Assert.Equal(60, edits + paraphrases);
    }

    [Fact]
    public async Task Criticize_says_a_sibling_of_the_same_parent_in_other_words_and_the_parent_where_there_is_none()
    {
        var context = OperatorContexts.Of(1, Writer("Something else."), (0, "The parent's prompt.", 0.5));
        await OperatorContexts.ProposeAsync("criticize", context); // no failures: nothing to criticize
        Assert.Contains("The parent's prompt.", Assert.Single(_asked));
        _asked.Clear();
        Trial Sibling(int number, int parent, string name, string text) =>
            context.Parent with { Number = number, Parent = parent, Operator = name, Candidate = new() { Instruction = text } };
        context = context with { Siblings = [Sibling(5, 1, "criticize", "My brother's prompt."), Sibling(6, 9, "criticize", "A cousin's."), Sibling(7, 1, "none", "A failure's.")] };
        var proposal = await OperatorContexts.ProposeAsync("criticize", context);
        Assert.Contains("My brother's prompt.", Assert.Single(_asked));
        Assert.Equal("trial 5 in other words", proposal!.Change);
    }

    [Fact]
    public async Task From_scores_shows_twenty_prompts_with_rounded_scores_the_best_last()
    {
        var trials = Enumerable.Range(0, 24).Select(i => (i == 0 ? 0 : 1, $"Prompt number {i}.", (i * 7 % 24 + 0.3) / 24)).ToArray();
        var context = OperatorContexts.Of(1, Writer("Say which colour it is."), trials) with { RaceScores = trial => [trial.Value!.Value] };
        await OperatorContexts.ProposeAsync("from-scores", context);
        var scores = Assert.Single(_asked).Split('\n').Where(line => line.StartsWith("Score: ", StringComparison.Ordinal)).Select(line => int.Parse(line[7..])).ToArray();
        Assert.Equal(20, scores.Length);
        Assert.Equal(scores.Order(), scores);
        Assert.Equal(97, scores[^1]);
        Assert.Equal(3, _asked[0].Split("Input: ").Length - 1);
        await OperatorContexts.ProposeAsync("from-scores", context with { Random = new(99) });
        Assert.Equal(_asked[0], _asked[1]); // all children of a level answer the same request
    }

    [Fact]
    public async Task From_scores_shows_fewer_prompts_where_the_writer_has_little_room_but_always_one()
    {
        var trials = Enumerable.Range(0, 9).Select(i => (i == 0 ? 0 : 1, string.Join(' ', Enumerable.Repeat($"word{i}", 40)), 0.1 * i)).ToArray();
        foreach (var (room, expected) in new[] { (390, 3), (60, 1) })
        {
            _asked.Clear();
            var writer = Writer("Say which colour it is.", room);
            await OperatorContexts.ProposeAsync("from-scores", OperatorContexts.Of(1, writer, trials) with { RaceScores = trial => [trial.Value!.Value] });
            Assert.Equal(expected, Assert.Single(_asked).Split("Score: ").Length - 1);
            Assert.Contains("word8", _asked[0]);
        }
    }

    [Fact]
    public async Task Improve_tells_the_prompt_and_nothing_of_how_it_did()
    {
        var proposal = await OperatorContexts.ProposeAsync("improve", WithFailures(1));
        Assert.Equal("Reply 1 names red.", proposal!.Candidate.Instruction);
        Assert.Contains("Name it.", Assert.Single(_asked));
        Assert.DoesNotContain("wrong", _asked[0]);
        Assert.DoesNotContain("text 3", _asked[0]);
    }

    [Fact]
    public async Task Each_scaffold_is_tried_once_with_room_to_reason_and_a_marked_answer()
    {
        var context = OperatorContexts.Of(1, null, (0, "Name it.", 0.5));
        context = context with { Labels = ToyTask.Labels, Base = context.Base with { Mode = AnswerMode.Choice, AnswerPrefix = "Colour:", Decoding = new() { MaxTokens = 4, Stop = ["\n"] } } };
        var made = new List<Trial>();
        while (await OperatorContexts.ProposeAsync("scaffold", context with { Siblings = made, Random = new((ulong)made.Count) }) is { } proposal)
        {
            var candidate = proposal.Candidate;
            Assert.StartsWith("Name it.\nLabels: red, green, blue.\n", candidate.Instruction);
            Assert.Equal((AnswerMode.Free, "", ScaffoldOperator.Mark, 204), (candidate.Mode, candidate.AnswerPrefix, candidate.AnswerMark, candidate.Decoding.MaxTokens));
            Assert.Empty(candidate.Decoding.Stop);
            made.Add(context.Parent with { Number = made.Count + 2, Candidate = candidate });
        }

        Assert.Equal(context.Library.Scaffolds.Count, made.Select(trial => trial.Candidate.Instruction).Distinct().Count());
    }

    [Fact]
    public async Task Calibrated_examples_score_labels_behind_as_many_examples_of_each()
    {
        var sizes = new HashSet<int>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            var context = OperatorContexts.Of(seed, null, (0, "Name it.", 0.5)) with { Labels = ToyTask.Labels };
            var candidate = (await OperatorContexts.ProposeAsync("calibrated-examples", context))!.Candidate;
            Assert.Equal((AnswerMode.Choice, (CalibrationMethod?)null, "Name it."), (candidate.Mode, candidate.Calibration, candidate.Instruction));
            sizes.Add(Assert.Single(candidate.Examples.CountBy(example => example.Target).Select(pair => pair.Value).Distinct()));
        }

        Assert.Equal([1, 2, 4, 8], sizes.Order());
    }

    private ScriptedLanguageModel Writer(string reply, int room = 100_000) => new()
    {
        Info = new() { Name = "scripted", Identity = "scripted", ContextTokens = room, Engine = "test" },
        Write = request =>
        {
            _asked.Add(request.Prompt.Messages[^1].Text);
            return reply.Replace("#", $"{_asked.Count}", StringComparison.Ordinal);
        },
    };

    private ProposalContext WithFailures(ulong seed)
    {
        var rollouts = ToyTask.Data().Train.Take(8).Select((row, i) => new Rollout
        {
            Position = i,
            ExampleId = row.Id,
            Input = row.Input,
            Target = row.Target,
            Output = "pink",
            Score = i < 6 ? 0 : 1,
            PromptTokens = 1,
            OutputTokens = 1,
        }).ToArray();
        return OperatorContexts.Of(seed, Writer("Reply # names red."), (0, "Name it.", 0.5)) with
        {
            Rollouts = rollouts,
            Records = [OperatorContexts.Advice("rule", "advice of a rule")],
        };
    }
}
