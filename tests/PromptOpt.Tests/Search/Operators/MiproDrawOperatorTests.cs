using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class MiproDrawOperatorTests
{
    private static readonly IReadOnlyList<Example> Train = ToyTask.Data().Train;

    [Fact]
    public async Task All_six_times_six_combinations_are_tried_each_once()
    {
        var trials = await RunAsync(35, (_, _) => 0.5);
        Assert.Equal(36, trials.Select(trial => CandidateJson.Identity(trial.Candidate)).Distinct().Count());
        Assert.Equal(6, trials.Select(trial => trial.Candidate.Instruction).Distinct().Count());
        var sets = trials.Select(trial => trial.Candidate.Examples).DistinctBy(Key).ToArray();
        Assert.Equal(6, sets.Length);
        Assert.Empty(sets[0]);
        Assert.Equal(4, sets[1].Count);
        Assert.Equal(Train.Where((_, i) => i % 2 == 0).Take(4).Select(row => row.Id), sets[2].Select(row => row.Id)); // answered rightly, in order
        Assert.All(sets[3..], set => Assert.InRange(set.Count, 1, 4));
        Assert.All(sets[3..].SelectMany(set => set), row => Assert.True(Train.ToList().FindIndex(r => r.Id == row.Id) % 2 == 0));
        Assert.Null(await NextAsync(trials, 36));
    }

    [Fact]
    public async Task After_ten_trials_the_estimator_prefers_what_the_best_ones_chose()
    {
        string? good = null; // the second instruction that is written is the good one
        var trials = await RunAsync(16, (candidate, known) =>
        {
            if (known.Count == 3) good ??= known[2];
            return candidate.Instruction == good ? 0.9 : 0.1;
        });
        int late = trials.Skip(10).Count(trial => trial.Candidate.Instruction == good), early = trials.Take(10).Count(trial => trial.Candidate.Instruction == good);
        Assert.True(late >= 3, $"{late} of 7 after {early} of 10");
    }

    [Fact]
    public async Task A_new_instruction_takes_a_summary_of_the_data_and_a_tip_and_an_old_one_takes_no_call()
    {
        var asked = new List<string>();
        var trials = new List<Trial> { Seed };
        for (int number = 2; number <= 20; number++)
        {
            int before = asked.Count, known = trials.Select(trial => trial.Candidate.Instruction).Distinct().Count();
            trials.Add((await NextAsync(trials, number, asked))!);
            int now = trials.Select(trial => trial.Candidate.Instruction).Distinct().Count();
            Assert.Equal(2 * (now - known), asked.Count - before);
        }

        Assert.All(asked.Where((_, i) => i % 2 == 0), text => Assert.Contains("In at most three sentences", text));
        Assert.All(asked.Where((_, i) => i % 2 == 1), text => Assert.Contains("What the data are like:\nShort texts about colours.", text));
        Assert.Equal(10, asked[0].Split("' is answered '").Length - 1);
    }

    [Fact]
    public async Task Without_the_summariser_the_writer_sees_the_data_itself()
    {
        var asked = new List<string>();
        for (ulong seed = 2; asked.Count == 0; seed++) await ProposeAsync("mipro-draw", Context([Seed], seed, asked) with { Without = Ablations.Summaries });
        Assert.Contains("What the data are like:\n- 'train text", Assert.Single(asked));
    }

    [Fact]
    public async Task On_episodes_every_trial_is_an_instruction_of_its_own()
    {
        var context = Context([Seed], 3, []);
        context = context with { Task = context.Task with { Environment = new EnvironmentSpec { World = "gridworld1" } } };
        var proposal = (await ProposeAsync("mipro-draw", context))!;
        Assert.Empty(proposal.Candidate.Examples);
        Assert.NotEqual(Seed.Candidate.Instruction, proposal.Candidate.Instruction);
        Assert.Equal("instruction 2", proposal.Change);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    [InlineData(30, 6)]
    public void There_are_no_more_sets_than_rows_answered_rightly_allow(int right, int expected) => Assert.Equal(expected, MiproSets.Possible(right, 6));

    private static Trial Seed => new()
    {
        Number = 1,
        Level = 0,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "Name the colour." },
        Operator = "seed",
        Value = 0.3,
        SeedValue = 0.3,
    };

    private static async Task<List<Trial>> RunAsync(int children, Func<Candidate, IReadOnlyList<string>, double> value)
    {
        var trials = new List<Trial> { Seed };
        for (int number = 2; number <= children + 1; number++)
        {
            var trial = (await NextAsync(trials, number))!;
            string[] known = [.. trials.Append(trial).Select(t => t.Candidate.Instruction).Distinct()];
            trials.Add(trial with { Value = value(trial.Candidate, known) });
        }

        return trials;
    }

    /// <summary>Like the proposer, it tries again until something is new.</summary>
    private static async Task<Trial?> NextAsync(List<Trial> trials, int number, List<string>? asked = null)
    {
        for (ulong attempt = 0; attempt < 16; attempt++)
        {
            var proposal = await ProposeAsync("mipro-draw", Context(trials, (ulong)number * 100 + attempt, asked ?? []));
            if (proposal is null || trials.Exists(trial => CandidateJson.Identity(trial.Candidate) == CandidateJson.Identity(proposal.Candidate))) continue;
            return Seed with { Number = number, Level = number - 1, Candidate = proposal.Candidate, Operator = "mipro-draw", Parent = 1 };
        }

        return null;
    }

    private static ProposalContext Context(List<Trial> trials, ulong seed, List<string> asked)
    {
        var model = new ScriptedLanguageModel
        {
            Write = request =>
            {
                string text = request.Prompt.Messages[^1].Text;
                asked.Add(text);
                return text.Contains("In at most three sentences", StringComparison.Ordinal) ? "Short texts about colours." : $"Find out which colour it is by way {request.Seed % 100_000}.";
            },
        };
        return Of(seed, model, (0, Seed.Candidate.Instruction, 0.3)) with
        {
            History = trials,
            Rollouts = [.. Train.Select((row, i) => new Rollout { Position = i, ExampleId = row.Id, Output = "", Score = i % 2 == 0 ? 1 : 0, PromptTokens = 1, OutputTokens = 1 })],
        };
    }

    private static string Key(IReadOnlyList<Example> examples) => string.Join(' ', examples.Select(row => row.Id));
}
