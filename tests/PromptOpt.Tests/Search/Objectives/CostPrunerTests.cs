using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using static PromptOpt.Tests.Search.Objectives.SampleTrials;

namespace PromptOpt.Tests.Search.Objectives;

public sealed class CostPrunerTests
{
    [Fact]
    public void The_published_bound_is_used_where_rows_hardly_differ()
    {
        double[] same = [.. Enumerable.Repeat(40.0, 16)];
        Assert.Equal(40 * (1 + 0.1 * Math.Sqrt((1 - 15 / 64.0) / 16)), CostPruner.Bound(40, same, 64), 10);
        Assert.Equal(40 * (1 + 0.1 * Math.Sqrt((1 - 16 / 20.0) * (1 + 1 / 16.0) / 16)), CostPruner.Bound(40, same, 20), 10);
        Assert.Equal(40, CostPruner.Bound(40, same, 16), 10); // all rows are there
    }

    [Fact]
    public void Rows_that_differ_much_need_more_of_them_to_be_too_dear()
    {
        var pruner = new CostPruner(new() { Limits = [new(CostMeasure.Tokens, 40)] });
        Assert.NotNull(pruner.Problem(Rollouts([.. Enumerable.Repeat(44, 16)]), 64));
        Assert.Null(pruner.Problem(Rollouts([.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 4 : 84)]), 64));
        Assert.Contains("too dear: 44 tokens written a row on 16 rows, and the limit is 40", pruner.Problem(Rollouts([.. Enumerable.Repeat(44, 16)]), 64));
    }

    [Fact]
    public void Tokens_per_correct_follow_from_charged_tokens_and_latency_is_never_looked_at()
    {
        Assert.NotNull(new CostPruner(new() { Limits = [new(CostMeasure.TokensPerCorrect, 20)] }).Problem(Rollouts([.. Enumerable.Repeat(44, 16)]), 64));
        var latency = new CostPruner(new() { Limits = [new(CostMeasure.LatencyP50, 0.001)] });
        Assert.False(latency.Limits);
        Assert.Null(latency.Problem(Rollouts([.. Enumerable.Repeat(44, 16)]), 64));
    }

    [Fact]
    public void A_candidate_at_its_limit_is_rarely_stopped_in_four_looks()
    {
        var random = new SeededRandom(5);
        var pruner = new CostPruner(new() { Limits = [new(CostMeasure.Tokens, 40)] });
        int stopped = 0;
        for (int study = 0; study < 500; study++)
        {
            int[] tokens = [.. Enumerable.Range(0, 64).Select(_ => (int)Math.Round(20 + 20 * random.NextExponential()))];
            if (Enumerable.Range(1, 3).Any(look => pruner.Problem(Rollouts(tokens[..(16 * look)]), 640) is not null)) stopped++;
        }

        Assert.InRange(stopped, 0, 25); // 5 %
    }

    [Fact]
    public void What_was_too_dear_refuses_all_that_cannot_be_cheaper_at_any_temperature_and_nothing_else()
    {
        var known = new KnownTooDear(new CostPruner(new() { Limits = [new(CostMeasure.Tokens, 40)] }), trial => Rollouts([.. Enumerable.Repeat(trial == 1 ? 20 : 60, 10)]), 10);
        var history = new[] { Trial(1, 0), Trial(2, 0, samples: 5, maxTokens: 32) };
        Assert.Contains("trial 2 was, with 5 samples of at most 32 tokens", known.Refusal(Trial(3, 0, samples: 9, maxTokens: 64, temperature: 0.9).Candidate, history));
        Assert.NotNull(known.Refusal(Trial(3, 0, samples: 5, maxTokens: 32, temperature: 0.4).Candidate, history));
        Assert.Null(known.Refusal(Trial(3, 0, samples: 3, maxTokens: 64).Candidate, history));
        Assert.Null(known.Refusal(Trial(3, 0, samples: 9, maxTokens: 16).Candidate, history));
        Assert.Null(known.Refusal(Trial(3, 0, samples: 9, maxTokens: 64).Candidate with { Instruction = "shorter" }, history));
        Assert.Equal(1, known.MostKnownSamples(Trial(3, 0, samples: 9, maxTokens: 64).Candidate, history));
        Assert.Equal(5, known.MostKnownSamples(Trial(3, 0, samples: 9, maxTokens: 8).Candidate, history)); // five full answers of eight tokens fit
    }
}
