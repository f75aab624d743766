using PromptOpt.Tests.Tuning.Functions;
using PromptOpt.Tuning.Populations;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Populations;

public sealed class ParticleSwarmSamplerTests
{
    private static readonly SearchSpace Line = new([Parameter.Real("x", 0, 1, 0.5)]);

    [Fact]
    public void The_swarm_gathers_around_the_best_that_anybody_has_seen()
    {
        var lanes = new StudyLanes(Line, new ParticleSwarmSampler(6), c => -Math.Abs(c["x"].Number - 0.9)) { ForeignEvery = 10, Lanes = 3 };
        double[] tried = [.. lanes.Run(90).Select(suggestion => suggestion.Configuration["x"].Number)];

        Assert.True(tried.Take(6).Average(x => Math.Abs(x - 0.9)) > 0.2);
        Assert.True(tried.TakeLast(12).Average(x => Math.Abs(x - 0.9)) < 0.1);
    }

    [Fact]
    public void Noise_does_not_keep_it_from_the_right_region() =>
        Assert.InRange(SamplerRun.Regret(new ParticleSwarmSampler(), NumericFunctions.NoisyBranin, 150, 3), 0, 5);

    [Fact]
    public void A_swarm_of_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ParticleSwarmSampler(1));
}
