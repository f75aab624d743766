using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class EpisodeBaselinesTests
{
    private static readonly IReadOnlyList<Example> Rows = EpisodeData.Read(StairTask.Spec("")).Validation;

    [Fact]
    public async Task Nothing_scores_nothing_the_planner_everything_and_random_actions_something_between()
    {
        var baselines = await EpisodeBaselines.PlayAsync(StairTask.Setting(), Rows, 1, CancellationToken.None);
        Assert.Equal((0, 1), (baselines.NoOperation, baselines.Planner));
        Assert.InRange(baselines.RandomLegal!.Value, 0.5, 1);
        Assert.Equal(baselines, await EpisodeBaselines.PlayAsync(StairTask.Setting(), Rows, 1, CancellationToken.None));
    }

    [Fact]
    public async Task An_environment_that_cannot_say_what_is_legal_has_only_the_first()
    {
        var setting = StairTask.Setting() with { Environment = new Unguided() };
        Assert.Equal(new EpisodeBaselines(0, null, null), await EpisodeBaselines.PlayAsync(setting, Rows, 1, CancellationToken.None));
    }

    [Fact]
    public void Statistics_count_ends_and_average_the_rest()
    {
        var statistics = EpisodeStatistics.Of([Ended("success", 3, 0), Ended("stuck", 1, 2), Ended("stuck", 0, 1)])!;
        Assert.Equal((3, 1.0 / 3, 4.0 / 3, 1.0, 2), (statistics.Episodes, statistics.SuccessRate, statistics.Progress, statistics.Violations, statistics.Ends["stuck"]));
        Assert.Equal(4.0 / 9, statistics.Score, 12);
        Assert.Null(EpisodeStatistics.Of([Ended("stuck", 1, 1) with { Episode = null }]));
    }

    private static Rollout Ended(string end, double progress, int violations) => new()
    {
        Position = 0,
        Output = "",
        PromptTokens = 1,
        OutputTokens = 1,
        Episode = new()
        {
            Observation = "",
            Steps = [new() { Reply = "", Observation = "", Progress = progress, ErrorCount = violations }],
            End = end,
            StepLimit = 5,
            InitialProgress = 0,
            Baseline = 0,
            Bound = 3,
            BoundKind = BoundKind.Exact,
        },
    };

    private sealed class Unguided : IEnvironment
    {
        private readonly IEnvironment _stair = StairTask.Setting().Environment;

        public EnvironmentInfo Info => _stair.Info;

        public async ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken) =>
            new Plain(await _stair.ResetAsync(episode, cancellationToken));

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Plain(IEpisode inner) : IEpisode
    {
        public EpisodeStart Start => inner.Start;

        public ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken) => inner.StepAsync(reply, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
