using PromptOpt.Search.Objectives;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Tests.Tasks;

public sealed class ObjectiveYamlTests
{
    [Fact]
    public void An_objective_is_read_with_points_as_shares()
    {
        var (objective, file) = Read("objective:\n  then: tokens-per-correct\n  within: 2.5\n  limits: {latency-p95: 2.5, tokens: 60}\n");
        Assert.False(file.HasProblems);
        Assert.Equal((CostMeasure.TokensPerCorrect, 0.025, false), (objective.Then, objective.Within, objective.Pareto));
        Assert.Equal([new(CostMeasure.Tokens, 60), new(CostMeasure.LatencyP95, 2.5)], objective.Limits);
        Assert.Same(Objective.Quality, Read("name: x\n").Objective);
        Assert.True(Read("objective: {pareto: true}\n").Objective.Pareto);
    }

    [Theory]
    [InlineData("objective:\n  than: tokens\n", "task.yaml:2:3: unknown key 'objective.than'; did you mean 'then'?")]
    [InlineData("objective:\n  then: token\n", "task.yaml:2:9: objective.then: must be one of tokens, charged-tokens, tokens-per-correct, latency-p50, latency-p95, calls, but is 'token'")]
    [InlineData("objective:\n  then: tokens\n  within: -1\n", "task.yaml:3:11: objective.within: must be a number from 0 to 99, but is '-1'")]
    [InlineData("objective:\n  within: 2\n", "task.yaml:2:11: objective.within: says how much quality may be given up")]
    [InlineData("objective:\n  limits: {tokens: 0}\n", "task.yaml:2:20: objective.limits.tokens: must be above 0, but is 0")]
    [InlineData("objective:\n  limits: {p95: 1}\n", "task.yaml:2:12: unknown key 'objective.limits.p95'")]
    [InlineData("objective:\n  pareto: maybe\n", "task.yaml:2:11: objective.pareto: must be true or false, but is 'maybe'")]
    public void What_is_wrong_is_told_with_its_place(string text, string problem)
    {
        var (_, file) = Read(text);
        Assert.Contains(problem, Assert.Throws<BadInputException>(file.ThrowIfAny).Message, StringComparison.Ordinal);
    }

    private static (Objective Objective, YamlFile File) Read(string text)
    {
        var file = YamlFile.Parse("task.yaml", text);
        return (ObjectiveYaml.Read(file.Root), file);
    }
}
