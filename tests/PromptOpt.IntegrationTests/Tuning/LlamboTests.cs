using PromptOpt.IntegrationTests.LlamaCpp;
using PromptOpt.Search;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Llambo.Proposals;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Spaces;
using Xunit.Abstractions;

namespace PromptOpt.IntegrationTests.Tuning;

[Collection(nameof(ModelTests))]
public sealed class LlamboTests(DefaultModel fixture, ITestOutputHelper output)
{
    private static readonly SearchSpace Space = new(
    [
        Parameter.Whole("depth", 1, 15, 5),
        Parameter.Real("rate", 1e-4, 1, 0.1, ParameterScale.Log),
        Parameter.Categorical("kernel", ["rbf", "linear"], "rbf"),
    ]);

    private static readonly Configuration[] Asked = [Space.At([0.3, 0.4, 0.2])];

    [Fact]
    public void Each_digit_is_a_token_of_the_included_model() => Assert.Equal(4, fixture.Model.CountTokens("48217") - fixture.Model.CountTokens("4"));

    [Fact]
    public async Task The_exact_read_out_agrees_with_two_thousand_draws()
    {
        const int Draws = 2000;
        var brief = new LlamboOptions { Level = ContextLevel.None, Orderings = 1 }; // a short prompt: what is drawn from does not matter
        var exact = (await Surrogate(brief).Surrogate.PredictAsync(Context(3), Asked))[0];
        var drawn = (await Surrogate(brief with { ReadOut = ReadOut.Samples, Draws = Draws, Temperature = 1, TopP = 1 }).Surrogate.PredictAsync(Context(3), Asked))[0];
        double valid = Draws * (1 - exact.Leak), kurtosis = exact.Probabilities.Select((p, bin) => p * Math.Pow(exact.Scale.Middle(bin) - exact.Mean, 4)).Sum();
        output.WriteLine(FormattableString.Invariant($"mean {exact.Mean:F4} and {drawn.Mean:F4}, deviation {exact.Deviation:F4} and {drawn.Deviation:F4}, leak {exact.Leak:F4} and {drawn.Leak:F4}"));
        Assert.Equal(exact.Mean, drawn.Mean, 3 * exact.Deviation / Math.Sqrt(valid));
        Assert.Equal(exact.Variance, drawn.Variance, 3 * Math.Sqrt((kurtosis - exact.Variance * exact.Variance) / valid) + 1e-9);
        Assert.Equal(exact.Leak, drawn.Leak, 3 * Math.Sqrt(exact.Leak * (1 - exact.Leak) / Draws) + 1e-3);
    }

    [Fact]
    public async Task The_exact_read_out_is_charged_a_fifth_of_the_tokens_of_the_published_one_or_less()
    {
        var (exact, drawn) = (Surrogate(new()), Surrogate(new() { ReadOut = ReadOut.Samples }));
        await exact.Surrogate.PredictAsync(Context(6), Asked);
        await drawn.Surrogate.PredictAsync(Context(6), Asked);
        output.WriteLine(FormattableString.Invariant($"tokens for a candidate: exact {exact.Model.Tokens}, drawn {drawn.Model.Tokens}, ratio {(double)drawn.Model.Tokens / exact.Model.Tokens:F1}"));
        Assert.True(drawn.Model.Tokens >= 5 * exact.Model.Tokens, $"{drawn.Model.Tokens} {exact.Model.Tokens}");
    }

    [Fact]
    public async Task Candidates_and_first_ideas_are_allowed_and_new()
    {
        var setting = Setting(new MeteredModel(fixture.Model), new());
        var context = Context(4);
        var draw = await new CandidateSampler(setting).DrawAsync(context, 8);
        var start = await new WarmStart(setting).DrawAsync(Context(0), 2);
        foreach (var candidate in draw.Candidates) output.WriteLine(FormattableString.Invariant($"{candidate.Configuration} ({candidate.LogProbability:F1})"));
        Assert.Equal((8, 0, 0), (draw.Candidates.Count, draw.Invalid, draw.Unreadable));
        Assert.Equal(2, start.Candidates.Count);
        Assert.All(draw.Candidates.Concat(start.Candidates), c => Assert.True(Space.Allows(c.Configuration) && context.IsNew(c.Configuration)));
        Assert.All(draw.Candidates, c => Assert.True(c.LogProbability < 0));
        Assert.Empty(setting.Notes);
    }

    private (DiscriminativeSurrogate Surrogate, MeteredModel Model) Surrogate(LlamboOptions options)
    {
        var model = new MeteredModel(fixture.Model);
        return (new(Setting(model, options)), model);
    }

    private static LlamboSetting Setting(MeteredModel model, LlamboOptions options) => new(
        model, PromptLibrary.Load(Path.Combine(Path.GetDirectoryName(DefaultModel.ModelPath)!, "..", "prompts")),
        new() { Subject = "a support vector machine that sorts wines", Measure = "accuracy" }, options);

    private static SamplerContext Context(int trials)
    {
        var random = new PromptOpt.Statistics.SeededRandom(7);
        var history = Enumerable.Range(1, trials).Select(number =>
        {
            var configuration = Space.Draw(random);
            return new Observation { Number = number, Configuration = configuration, Value = 1 - Space.PointOf(configuration).Average(x => (x - 0.3) * (x - 0.3)) };
        });
        return new() { Space = Space, History = [.. history], Number = trials + 1, Study = new(11) };
    }
}
