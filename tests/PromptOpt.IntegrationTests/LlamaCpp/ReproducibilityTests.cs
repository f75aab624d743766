using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class ReproducibilityTests(DefaultModel fixture)
{
    private static readonly string[] Labels = ["play music", "play video", "weather", "book a restaurant"];

    private readonly LlamaLanguageModel model = fixture.Model;

    [Fact]
    public async Task Answers_and_scores_do_not_depend_on_what_else_runs()
    {
        var work = Enumerable.Range(0, 24).ToList();
        var serial = new List<string>();
        foreach (var i in work) serial.Add(await Run(i));

        Assert.Equal(serial, await Task.WhenAll(work.Select(Run)));

        var random = new Random(1);
        var staggered = work.Select(i => (Index: i, Delay: random.Next(0, 2000))).OrderBy(_ => random.Next()).ToList();
        var results = await Task.WhenAll(staggered.Select(async entry =>
        {
            await Task.Delay(entry.Delay);
            return (entry.Index, Result: await Run(entry.Index));
        }));
        Assert.Equal(serial, results.OrderBy(entry => entry.Index).Select(entry => entry.Result));
    }

    [Fact]
    public async Task A_shared_beginning_is_computed_once_for_a_burst_of_requests()
    {
        var instruction = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"Rule {i}."));
        var shared = model.CountTokens(DefaultModel.Prompt(instruction, "")) - 8;
        var before = model.Statistics.PromptTokens;
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => model.ScoreAsync(new ScoreRequest
        {
            Prompt = DefaultModel.Prompt(instruction, $"Row {i}"),
            Continuations = ["yes", "no"],
        })));
        var computed = model.Statistics.PromptTokens - before;
        Assert.True(shared > 290);
        Assert.Equal(1, results.Count(result => result.Usage.CachedTokens < shared));
        Assert.Equal(results.Sum(result => result.Usage.PromptTokens - result.Usage.CachedTokens), computed);
        Assert.True(computed < shared + (32 * 20));
    }

    private async Task<string> Run(int index)
    {
        var prompt = DefaultModel.Prompt(
            string.Concat(Enumerable.Repeat("You sort requests by intent. ", 1 + (12 * (index % 3)))),
            string.Join(' ', Enumerable.Range(0, 1 + (index % 9)).Select(i => $"word {(i * 37) + index}")));
        if (index % 2 == 0)
        {
            var scoring = await model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = Labels, BestAfter = index % 4 == 0 ? [0, 0.5, -0.5, 1] : null });
            return string.Join(' ', scoring.LogProbabilities.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        }

        var decoding = new DecodingParameters { MaxTokens = 6, Temperature = index % 4 == 1 ? 0 : 0.9, TopP = 0.9 };
        var answer = await model.GenerateAsync(
            new GenerateRequest { Prompt = prompt, Decoding = decoding, Seed = (ulong)index, TopLogProbabilities = 2 });
        return answer.Text + string.Join(' ', answer.Tokens.Select(token => token.Chosen.LogProbability.ToString("R", CultureInfo.InvariantCulture)));
    }
}
