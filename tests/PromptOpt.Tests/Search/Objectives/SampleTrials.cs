using PromptOpt.Candidates;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Objectives;

/// <summary>Trials with leads and costs, for tests of objectives.</summary>
internal static class SampleTrials
{
    public static Trial Trial(int number, double lead, TrialState state = TrialState.Complete, int samples = 1, int maxTokens = 16, double temperature = 0, int rows = 10) => new()
    {
        Number = number,
        Level = number == 1 ? 0 : 1,
        State = state,
        Candidate = new Candidate { Instruction = "x", Samples = samples, Decoding = new() { MaxTokens = maxTokens, Temperature = temperature } },
        Operator = "tune",
        Value = 0.5 + lead,
        SeedValue = 0.5,
        StandardError = 0.05,
        Rows = rows,
    };

    public static AnswerCosts Costs(double tokens, double perCorrect = 100, double p50 = 1) =>
        new() { Rows = 10, Tokens = tokens, ChargedTokens = tokens + 50, TokensPerCorrect = perCorrect, LatencyP50 = p50, LatencyP95 = 2 * p50, Calls = 1 };

    public static TrialOrder Order(Objective objective, params AnswerCosts[] costs) => new(objective, trial => costs[trial.Number - 1]);

    /// <summary>Rollouts that write so many tokens each, of prompts of ten.</summary>
    public static Rollout[] Rollouts(params int[] tokens) =>
        [.. tokens.Select((count, i) => new Rollout { Position = i, Output = "x", Score = i % 2, PromptTokens = 10, OutputTokens = count, Seconds = count / 10.0 })];
}
