using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

public sealed class PlannedStartsTests
{
    private static readonly SearchSpace Space = new([Parameter.Real("temperature", 0, 1, 0, step: 0.1)]);
    private static readonly PlannedStarts Start = new(4, [At(0.3), At(0.7)]);

    [Fact]
    public void Each_start_has_the_turn_of_one_trial() =>
        Assert.Equal([null, At(0.3), At(0.7), null], Enumerable.Range(3, 4).Select(number => Start.Of(Context(number))));

    [Fact]
    public void A_start_that_was_tried_or_is_not_allowed_is_left_out()
    {
        Assert.Null(Start.Of(Context(4, 0.3)));
        Assert.Null(new PlannedStarts(4, [At(3)]).Of(Context(4)));
    }

    private static Suggestion At(double temperature) => new(new([new("temperature", temperature)]), "entropy");

    private static SamplerContext Context(int number, params double[] tried) => new()
    {
        Space = Space,
        History = [.. tried.Select((temperature, i) => new Observation { Number = i + 1, Configuration = new([new("temperature", temperature)]) })],
        Number = number,
        Study = new(1),
    };
}
