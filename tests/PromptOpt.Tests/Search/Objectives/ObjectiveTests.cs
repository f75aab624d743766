using System.Text.Json;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;

namespace PromptOpt.Tests.Search.Objectives;

public sealed class ObjectiveTests
{
    [Fact]
    public void An_objective_in_words_names_all_that_counts()
    {
        Assert.Equal("quality", $"{Objective.Quality}");
        Assert.Equal("quality within 2 points, then tokens per correct", $"{new Objective { Then = CostMeasure.TokensPerCorrect }}");
        Assert.Equal(
            "quality within 5 points, then latency p95; latency p50 at most 2.5 s; calls a row at most 3",
            $"{new Objective { Then = CostMeasure.LatencyP95, Within = 0.05, Limits = [new(CostMeasure.LatencyP50, 2.5), new(CostMeasure.Calls, 3)] }}");
        Assert.Equal("front of quality, tokens written and latency p50; winner: quality within 2 points, then tokens per correct", $"{new Objective { Pareto = true }}");
    }

    [Fact]
    public void The_command_line_goes_over_the_task_limit_by_limit()
    {
        var task = new Objective { Then = CostMeasure.Tokens, Within = 0.01, Limits = [new(CostMeasure.Tokens, 50), new(CostMeasure.Calls, 3)] };
        var merged = new Objective { Within = 0.05, Limits = [new(CostMeasure.Tokens, 20)] }.Over(task);
        Assert.Equal((CostMeasure.Tokens, 0.05), (merged.Then, merged.Within));
        Assert.Equal([new(CostMeasure.Calls, 3), new(CostMeasure.Tokens, 20)], merged.Limits);
        Assert.Equal($"{merged}", $"{merged.Over(task)}"); // resuming merges again
    }

    [Fact]
    public void What_is_wrong_is_told()
    {
        Assert.Contains("needs then", Assert.Single(new Objective { Within = 0.05 }.Problems()));
        Assert.Equal(2, new Objective { Then = CostMeasure.Tokens, Within = 1, Limits = [new(CostMeasure.Tokens, 0)] }.Problems().Count());
        Assert.Empty(new Objective { Pareto = true, Within = 0.05 }.Problems());
    }

    [Fact]
    public void An_objective_is_stored_with_the_study_and_plain_quality_leaves_no_trace()
    {
        var options = new SessionOptions { Objective = new() { Then = CostMeasure.LatencyP95, Within = 0.05, Limits = [new(CostMeasure.Calls, 3)] } };
        using var store = SearchStudy.NewStore(new(), options);
        var read = StudyJson.ReadOptions(store.ReadStudy()! with { Options = StudyJson.Write(options) }).Objective!;
        Assert.Equal($"{options.Objective}", $"{read}");
        Assert.DoesNotContain("bjective", StudyJson.Write(new SessionOptions()), StringComparison.Ordinal);
        Assert.DoesNotContain("bjective", JsonSerializer.Serialize(new StudyOutcome { Verdict = default, BestTrial = 1, Explanation = "" }), StringComparison.Ordinal);
    }
}
