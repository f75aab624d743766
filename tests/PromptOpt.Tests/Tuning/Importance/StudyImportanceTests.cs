using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tuning.Importance;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Importance;

public sealed class StudyImportanceTests
{
    [Fact]
    public void The_knob_that_makes_the_difference_has_the_largest_share_and_a_range_around_it()
    {
        var importance = StudyImportance.Of(Trials(24, (mode, warmth) => (mode == "choice" ? 0.3 : 0) + (0.02 * warmth)), 1)!;
        Assert.True(importance.IsSupported);
        Assert.InRange(importance.Predicts!.Value, 0.5, 1);
        var first = importance.Shares[0];
        Assert.Equal(["answer_mode"], first.Knobs);
        Assert.InRange(first.Share, 0.7, 1);
        Assert.True(first.Range.Low <= first.Range.High && first.Range.High > 0.7, $"{first.Range}");
    }

    [Fact]
    public void Values_that_are_noise_are_seldom_taken_for_more()
    {
        int supported = Enumerable.Range(1, 10).Count(seed =>
        {
            var random = new SeededRandom((ulong)seed);
            return StudyImportance.Of(Trials(16, (_, _) => random.NextDouble()), seed)!.IsSupported;
        });
        Assert.InRange(supported, 0, 5); // one in ten is expected; the upper 99.9 % limit
    }

    [Fact]
    public void Few_trials_and_equal_ones_say_nothing()
    {
        Assert.Null(StudyImportance.Of([], 1));
        var few = StudyImportance.Of(Trials(9, (_, warmth) => warmth), 1)!;
        Assert.Equal((9, null, false), (few.Trials, few.P, few.IsSupported));
        Assert.False(StudyImportance.Of(Trials(20, (_, _) => 0.5), 1)!.IsSupported);
    }

    [Fact]
    public void The_same_trials_give_the_same_numbers()
    {
        var trials = Trials(20, (mode, warmth) => mode == "choice" ? warmth : 0);
        var (one, two) = (StudyImportance.Of(trials, 5)!, StudyImportance.Of(trials, 5)!);
        Assert.Equal(one.Shares.Select(share => (share.Share, share.Range)), two.Shares.Select(share => (share.Share, share.Range)));
    }

    private static Trial[] Trials(int count, Func<string, double, double> lead) =>
    [
        .. Enumerable.Range(2, count).Select(number =>
        {
            string mode = number % 2 == 0 ? "choice" : "free";
            double warmth = number * 3 % 10 / 10.0;
            var values = new Dictionary<string, ParameterValue> { ["answer_mode"] = mode, ["examples"] = number % 4 };
            if (mode == "free") values["temperature"] = warmth;
            return new Trial
            {
                Number = number,
                Level = 1,
                State = TrialState.Complete,
                Candidate = new() { Instruction = "" },
                Operator = "tune",
                Value = lead(mode, warmth),
                SeedValue = 0,
                Rows = 64,
                Tuned = new(values, "noisy-ei"),
            };
        }),
    ];
}
