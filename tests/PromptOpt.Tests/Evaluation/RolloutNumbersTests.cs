using PromptOpt.Evaluation;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Evaluation;

public sealed class RolloutNumbersTests
{
    [Fact]
    public void Numbers_are_those_of_all_rows()
    {
        var numbers = RolloutNumbers.Of([Row(1, 100, 10, 0.010), Row(0, 90, 20, 0.030, cutOff: 1), Row(0.5, 80, 0, 0.020)])!;
        Assert.Equal((3, 0.5, 200.0, 0.02), (numbers.Rows, numbers.Accuracy, numbers.TokensPerCorrect, numbers.LatencyMedian));
        Assert.Equal(0.029, numbers.Latency95, 9);
        Assert.Equal((30L, 1.0 / 3), (numbers.OutputTokens, numbers.CutOffShare));
        Assert.Null(RolloutNumbers.Of([]));
    }

    [Fact]
    public void A_row_without_a_score_counts_as_wrong_here_and_where_trials_are_ranked_by_cost()
    {
        Rollout[] rows = [Row(1, 100, 10, 0.010), Row(null, 190, 20, 0.030)];
        var (numbers, costs) = (RolloutNumbers.Of(rows)!, AnswerCosts.Of(rows)!);
        Assert.Equal((2, 0.5, 320.0, 30L), (numbers.Rows, numbers.Accuracy, numbers.TokensPerCorrect, numbers.OutputTokens));
        Assert.Equal((numbers.Rows, numbers.TokensPerCorrect, 15.0), (costs.Rows, costs.TokensPerCorrect, costs.Tokens));
    }

    [Fact]
    public void Tokens_per_correct_answer_are_infinite_and_never_zero_where_nothing_is_correct() =>
        Assert.Equal(double.PositiveInfinity, RolloutNumbers.Of([Row(0, 100, 10, 1)])!.TokensPerCorrect);

    [Fact]
    public void Only_validation_rows_count_for_a_trial()
    {
        var numbers = RolloutNumbers.ByTrial([Trial(1), Trial(2), Trial(3)],
        [
            Wave(2, Phase.Train, 0, Row(1, 1, 1, 1)), Wave(2, Phase.Validation, 0, Row(1, 10, 0, 1)), Wave(2, Phase.Validation, 1, Row(0, 30, 0, 1)),
            Wave(2, Phase.Test, 0, Row(1, 1, 1, 1)), Wave(3, Phase.Propose, 0, Row(null, 1, 1, 1)),
        ]);
        Assert.Equal((2, 40.0), (Assert.Single(numbers).Value.Rows, numbers[2].TokensPerCorrect));
    }

    [Fact]
    public void A_trial_that_goes_on_from_another_counts_that_one_s_rows_as_its_value_does()
    {
        var numbers = RolloutNumbers.ByTrial([Trial(2), Trial(3, 2), Trial(4, 3)],
        [
            Wave(2, Phase.Validation, 0, Row(1, 10, 0, 1)), Wave(3, Phase.Validation, 1, Row(0, 30, 0, 1)), Wave(4, Phase.Validation, 2, Row(1, 50, 0, 1)),
        ]);
        Assert.Equal([(1, 10.0), (2, 40.0), (3, 45.0)], numbers.OrderBy(one => one.Key).Select(one => (one.Value.Rows, one.Value.TokensPerCorrect)));
    }

    private static Trial Trial(int number, int? continues = null) => new()
    {
        Number = number,
        Level = 1,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "x" },
        Operator = "tune",
        Tuned = new(new Dictionary<string, ParameterValue>(), "bohb") { Continues = continues },
    };

    private static Wave Wave(int trial, Phase phase, int index, Rollout rollout) => new() { Key = new(trial, phase, index), Rollouts = [rollout] };

    private static Rollout Row(double? score, int prompt, int output, double seconds, int cutOff = 0) => new()
    {
        Position = 0,
        Output = "",
        Score = score,
        PromptTokens = prompt,
        OutputTokens = output,
        Seconds = seconds,
        CutOff = cutOff,
    };
}
