using PromptOpt.Search.ScoreModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.ScoreModels;

public sealed class TrialScreeningTests
{
    private const string Good = "Do the task. Take the shortest way to the goal. Read the whole question before you answer. Never repeat a step that failed.";
    private const string Middling = "Do the task. Never repeat a step that failed. Name one colour and nothing else.";
    private const string Bad = "Do the task. Write the answer inside braces. Wait if the path is blocked by another. Explain each choice in one clause.";

    private static readonly IReadOnlyList<Trial> History = SampleHistory.Of(2, 6, SampleHistory.Worth, noise: 0.05);
    private static readonly PairTable Table = PairTable.Of(ScorePair.Of(History));

    [Fact]
    public void The_paper_takes_the_first_that_reaches_its_share_of_the_best()
    {
        var level = Level(AcceptancePolicy.Paper, 1);
        ScreenedProposal good = level.Judge(Proposal(Good))!, bad = level.Judge(Proposal(Bad))!;
        Assert.True(good.Predicted > bad.Predicted);
        double slack = level.Best - good.Required;
        var screening = Screening(AcceptancePolicy.Paper, threshold: ((good.Predicted + bad.Predicted) / 2 + slack) / level.Best);
        Assert.Null(screening.Add(Proposal(Bad)));
        Assert.Null(screening.Add(Proposal(Bad + " Wait.")));
        var run = screening.Add(Proposal(Good))!;
        Assert.Equal((Good, ScreeningOutcome.Accepted, 2), (run.Candidate.Instruction, run.Screening!.Outcome, run.Screening.Rejected.Count));
        Assert.True(run.Screening.Predicted >= run.Screening.Threshold);
        Assert.All(run.Screening.Rejected, rejected => Assert.True(rejected.Predicted < run.Screening.Predicted));
        Assert.NotNull(Screening(AcceptancePolicy.Paper, threshold: 0).Add(Proposal(Bad)));
    }

    [Fact]
    public void The_paper_runs_the_best_of_the_rejected_where_none_passes()
    {
        var screening = Screening(AcceptancePolicy.Paper, threshold: 1, random: NeverExploring);
        Assert.Null(screening.Add(Proposal(Bad)));
        Assert.Null(screening.Add(Proposal(Middling)));
        var run = screening.Add(Proposal(Bad + " And so on."))!;
        Assert.Equal((Middling, ScreeningOutcome.BestOfRejected, 2), (run.Candidate.Instruction, run.Screening!.Outcome, run.Screening.Rejected.Count));
        Assert.True(run.Screening.Predicted < run.Screening.Threshold);
    }

    [Theory]
    [InlineData(AcceptancePolicy.Top)]
    [InlineData(AcceptancePolicy.ExpectedImprovement)]
    public void Of_several_the_best_one_is_run(AcceptancePolicy policy)
    {
        var screening = Screening(policy, random: NeverExploring);
        Assert.Null(screening.Add(Proposal(Middling)));
        Assert.Null(screening.Add(Proposal(Good)));
        var run = screening.Add(Proposal(Bad))!;
        Assert.Equal((Good, ScreeningOutcome.Accepted), (run.Candidate.Instruction, run.Screening!.Outcome));
        Assert.Equal([Middling, Bad], run.Screening.Rejected.Select(rejected => rejected.Candidate.Instruction));
        Assert.True(run.Screening.Predicted >= run.Screening.Threshold);
    }

    [Theory]
    [InlineData(AcceptancePolicy.Paper)]
    [InlineData(AcceptancePolicy.Top)]
    [InlineData(AcceptancePolicy.ExpectedImprovement)]
    public void Attempts_that_end_early_still_give_a_trial_if_there_was_a_proposal(AcceptancePolicy policy)
    {
        var screening = Screening(policy, threshold: 1, random: NeverExploring);
        Assert.Null(screening.Choose());
        Assert.Null(screening.Add(Proposal(Bad)));
        Assert.Equal(Bad, Assert.Single(screening.Rejected).Candidate.Instruction);
        Assert.Equal(Bad, screening.Choose()!.Candidate.Instruction);
    }

    [Theory]
    [InlineData(AcceptancePolicy.Paper)]
    [InlineData(AcceptancePolicy.Top)]
    public void About_one_reject_in_ten_is_run_anyway(AcceptancePolicy policy)
    {
        int rejects = 0, explored = 0;
        var level = Level(policy, 1);
        for (ulong trial = 1; trial <= 600; trial++)
        {
            var screening = new TrialScreening(level, new SeededRandom(trial));
            var run = screening.Add(Proposal(Bad)) ?? screening.Add(Proposal(Middling)) ?? screening.Add(Proposal(Bad + " And so on."))!;
            bool isExplored = run.Screening!.Outcome == ScreeningOutcome.Explored;
            rejects += run.Screening.Rejected.Count + (policy == AcceptancePolicy.Top && !isExplored ? 0 : 1);
            if (isExplored) explored++;
        }

        Assert.InRange((double)explored / rejects, 0.06, 0.14);
    }

    [Fact]
    public void Expected_improvement_is_that_of_the_normal_distribution()
    {
        Assert.Equal(0.39894228, NormalImprovement.Of(0, 1, 0), 7);
        Assert.Equal(1.08331547, NormalImprovement.Of(1, 1, 0), 7);
        Assert.Equal(0.2, NormalImprovement.Of(0.7, 0, 0.5), 12);
        Assert.Equal(0, NormalImprovement.Of(0.3, 0, 0.5));
        Assert.Equal(0.61, NormalImprovement.MeanFor(NormalImprovement.Of(0.61, 0.1, 0.7), 0.1, 0.7), 9);
    }

    private static SeededRandom NeverExploring => Enumerable.Range(1, 100).Select(seed => new SeededRandom((ulong)seed))
        .First(random => Enumerable.Range(0, 8).All(index => random.Fork((ulong)index).NextDouble() >= 0.1));

    private static TrialScreening Screening(AcceptancePolicy policy, double threshold = 0.8, SeededRandom? random = null) => new(Level(policy, threshold), random ?? NeverExploring);

    private static LevelScreen Level(AcceptancePolicy policy, double threshold) => new(new() { Policy = policy, Threshold = threshold }, History, Table, new SeededRandom(1));

    private static Trial Proposal(string text) =>
        SampleHistory.Trial(100, 7, 1, "rewrite", text, 0, 0) with { State = TrialState.Waiting, Value = null, SeedValue = null };
}
