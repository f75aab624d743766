using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Tests.Tuning.Llambo;

public sealed class ShuffledValuesTests
{
    [Fact]
    public void The_same_values_stand_on_other_trials_and_one_value_more_moves_one_at_most()
    {
        var context = ForestTask.Context(20);
        var shown = ShuffledValues.Of(context);
        Assert.Equal(context.Complete.Select(o => o.Value).Order(), shown.Complete.Select(o => o.Value).Order());
        Assert.Equal(context.History.Select(o => (o.Number, o.Configuration, o.State)), shown.History.Select(o => (o.Number, o.Configuration, o.State)));
        Assert.InRange(context.Complete.Zip(shown.Complete).Count(pair => pair.First.Value != pair.Second.Value), 12, 19);
        var before = ShuffledValues.Of(context with { History = [.. context.History.SkipLast(1)] });
        Assert.InRange(before.Complete.Zip(shown.Complete).Count(pair => pair.First.Value != pair.Second.Value), 0, 1);
        Assert.NotEqual(Values(shown), Values(ShuffledValues.Of(context with { Study = new(12) })));
        Assert.Equal(Values(shown), Values(ShuffledValues.Of(context with { Number = 30 })));
    }

    private static double[] Values(SamplerContext context) => [.. context.Complete.Select(o => o.Value)];
}
