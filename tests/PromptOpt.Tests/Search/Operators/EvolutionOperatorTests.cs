using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class EvolutionOperatorTests
{
    private static readonly (int, string, double)[] Population =
        [(0, "Name the colour of it.", 0.4), (1, "Say which colour is meant.", 0.5), (1, "Look for the colour.", 0.7), (1, "Which colour is it?", 0.6)];

    [Theory]
    [InlineData("Step 1: both.\nStep 2: <prompt>Look closely and name the colour.</prompt> That is all.", "Look closely and name the colour.")]
    [InlineData("<prompt>not this</prompt>\n<prompt>\nLook closely and name the colour.\n</prompt>", "Look closely and name the colour.")]
    [InlineData("Look closely and name the colour.", "Look closely and name the colour.")]
    [InlineData("<prompt>Look closely and name the colour.", null)]
    [InlineData("Look closely and name the colour.</prompt>", null)]
    [InlineData(null, null)]
    public void The_instruction_is_what_stands_between_the_last_marks(string? reply, string? expected) => Assert.Equal(expected, TaggedPrompt.Find(reply)?.Trim());

    [Fact]
    public async Task A_crossover_shows_the_parent_and_a_mate_that_a_roulette_draws_by_value()
    {
        var mates = new List<int>();
        for (ulong seed = 0; seed < 300; seed++)
        {
            string asked = "";
            var context = Of(seed, Writer(text => asked = text), Population) with { RaceScores = trial => [trial.Number == 2 ? 0.75 : trial.Number == 3 ? 0.25 : 0] };
            var proposal = (await ProposeAsync("crossover", context))!;
            Assert.Contains("First instructions:\nWhich colour is it?", asked);
            Assert.Contains("Second instructions:\n" + context.History[proposal.OtherParent - 1].Candidate.Instruction, asked);
            mates.Add(proposal.OtherParent);
        }

        Assert.Equal([2, 3], mates.Distinct().Order());
        Assert.InRange(mates.Count(mate => mate == 2), 202, 248); // 225 expected, 3 s.e. are 22.5
    }

    [Fact]
    public async Task Differential_evolution_shows_two_others_the_best_and_the_parent()
    {
        var pairs = new HashSet<string>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            string asked = "";
            var context = Of(seed, Writer(text => asked = text), Population);
            Assert.NotNull(await ProposeAsync("differential", context with { Parents = context.History }));
            Assert.Contains("Best instructions so far:\nLook for the colour.", asked);
            Assert.Contains("Instructions X:\nWhich colour is it?", asked);
            string a = asked.Split("Instructions A:\n")[1].Split('\n')[0], b = asked.Split("Instructions B:\n")[1].Split('\n')[0];
            Assert.NotEqual(a, b);
            Assert.DoesNotContain("Which colour is it?", new[] { a, b });
            pairs.Add(a + b);
        }

        Assert.Equal(6, pairs.Count);
    }

    [Theory]
    [InlineData("crossover", 1)]
    [InlineData("differential", 2)]
    public async Task While_the_population_is_too_small_the_parent_is_said_in_other_words(string name, int members)
    {
        string asked = "";
        var proposal = await ProposeAsync(name, Of(1, Writer(text => asked = text), Population[..members]));
        Assert.Equal(("instruction in other words", 0), (proposal!.Change, proposal.OtherParent));
        Assert.Contains("Rewrite them in clear, plain words.", asked);
    }

    [Fact]
    public void In_differential_evolution_a_child_takes_its_parents_place_only_if_it_is_better()
    {
        Trial[] history =
        [
            Trial(1, 0, 0, 0.5), Trial(2, 1, 1, 0.4), Trial(3, 1, 1, 0.3), Trial(4, 1, 1, 0.9),
            Trial(5, 2, 1, 0.6), Trial(6, 2, 2, 0.4), Trial(7, 2, 3, 0.2), Trial(8, 3, 5, 0.7),
        ];
        var plan = new SearchPlan { Strategy = Strategy.EvopromptDe, Selection = ParentSelection.Places, Parents = 3 };
        Assert.Equal([8, 2, 3], LevelParents.Choose(plan, history, trial => [trial.Value!.Value], new(1), TrialOrder.ByQuality).Select(trial => trial.Number));
    }

    private static ScriptedLanguageModel Writer(Action<string> see) => new()
    {
        Write = request =>
        {
            string text = request.Prompt.Messages[^1].Text;
            see(text);
            return text.Contains("<prompt>", StringComparison.Ordinal) ? "Done: <prompt>Say which colour you find.</prompt>" : "Say which colour you find.";
        },
    };

    private static Trial Trial(int number, int level, int parent, double value) => new()
    {
        Number = number,
        Level = level,
        Parent = parent,
        State = TrialState.Complete,
        Candidate = new() { Instruction = $"Prompt {number}." },
        Operator = "x",
        Value = value,
    };
}
