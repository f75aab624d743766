using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

public sealed class WarmStartSamplerTests
{
    private static readonly SearchSpace Space = new([Parameter.Real("temperature", 0, 1, 0, step: 0.1)]);
    private static readonly WarmStartSampler Sampler = new(4, [At(0.3), At(0.7)], new RandomSampler());

    [Fact]
    public void Each_start_has_the_turn_of_one_trial_and_then_the_sampler_goes_on()
    {
        Assert.Equal(["random", "entropy 0.3", "entropy 0.7", "random"], Enumerable.Range(3, 4).Select(number => Told(Sampler.Suggest(Context(number)))));
        Assert.Equal("random", Sampler.Name);
    }

    [Fact]
    public void A_start_that_was_tried_or_is_not_allowed_gives_its_turn_to_the_sampler()
    {
        Assert.Equal("random", Told(Sampler.Suggest(Context(4, 0.3))));
        var outside = new WarmStartSampler(4, [At(3)], new RandomSampler());
        Assert.Equal("random", Told(outside.Suggest(Context(4))));
    }

    private static Suggestion At(double temperature) => new(new([new("temperature", temperature)]), "entropy");

    private static SamplerContext Context(int number, params double[] tried) => new()
    {
        Space = Space,
        History = [.. tried.Select((temperature, i) => new Observation { Number = i + 1, Configuration = new([new("temperature", temperature)]) })],
        Number = number,
        Study = new(1),
    };

    private static string Told(Suggestion suggestion) => suggestion.Source == "entropy" ? $"entropy {suggestion.Configuration["temperature"]}" : suggestion.Source;
}
