using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

/// <summary>Runs a sampler on a function, trial after trial.</summary>
internal static class TuningRun
{
    public static async Task<List<Observation>> Go(Func<SamplerContext, Task<Suggestion>> suggest, TestFunction function, ulong seed, int trials, IEnumerable<Observation>? begun = null)
    {
        List<Observation> history = [.. begun ?? []];
        while (history.Count < trials)
        {
            var context = new SamplerContext { Space = TestFunction.Space, History = [.. history], Number = history.Count + 1, Study = new(seed) };
            var suggestion = await suggest(context);
            Assert.True(context.Space.Allows(suggestion.Configuration));
            history.Add(new()
            {
                Number = context.Number,
                Configuration = suggestion.Configuration,
                Source = suggestion.Source,
                Memo = suggestion.Memo,
                Value = function.At(context.Space.PointOf(suggestion.Configuration)),
            });
        }

        return history;
    }

    public static double Regret(IEnumerable<Observation> history, TestFunction function, int trials) =>
        (function.Best - history.Take(trials).Max(o => o.Value)) / (function.Best - function.Lowest);
}
