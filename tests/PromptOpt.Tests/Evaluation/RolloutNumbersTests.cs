using PromptOpt.Evaluation;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Evaluation;

public sealed class RolloutNumbersTests
{
    [Fact]
    public void Numbers_are_those_of_the_rows_with_a_score()
    {
        var numbers = RolloutNumbers.Of([Row(1, 100, 10, 0.010), Row(0, 90, 20, 0.030, cutOff: 1), Row(0.5, 80, 0, 0.020), Row(null, 999, 999, 9)])!;
        Assert.Equal((3, 0.5, 200.0, 20.0), (numbers.Rows, numbers.Accuracy, numbers.TokensPerCorrect, numbers.LatencyMedian));
        Assert.Equal(29, numbers.Latency95, 9);
        Assert.Equal((30L, 1.0 / 3), (numbers.OutputTokens, numbers.CutOffShare));
        Assert.Null(RolloutNumbers.Of([Row(null, 1, 1, 1)]));
    }

    [Fact]
    public void Tokens_per_correct_answer_are_infinite_and_never_zero_where_nothing_is_correct() =>
        Assert.Equal(double.PositiveInfinity, RolloutNumbers.Of([Row(0, 100, 10, 1)])!.TokensPerCorrect);

    [Fact]
    public void Only_validation_rows_count_for_a_trial()
    {
        var numbers = RolloutNumbers.ByTrial(
        [
            Wave(2, Phase.Train, 0, Row(1, 1, 1, 1)), Wave(2, Phase.Validation, 0, Row(1, 10, 0, 1)), Wave(2, Phase.Validation, 1, Row(0, 30, 0, 1)),
            Wave(2, Phase.Test, 0, Row(1, 1, 1, 1)), Wave(3, Phase.Propose, 0, Row(null, 1, 1, 1)),
        ]);
        Assert.Equal((2, 40.0), (Assert.Single(numbers).Value.Rows, numbers[2].TokensPerCorrect));
    }

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
