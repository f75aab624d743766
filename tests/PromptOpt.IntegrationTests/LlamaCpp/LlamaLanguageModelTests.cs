using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class LlamaLanguageModelTests(DefaultModel fixture)
{
    private readonly LlamaLanguageModel model = fixture.Model;

    [Fact]
    public void An_open_model_says_what_it_is()
    {
        Assert.Equal("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", model.Info.Identity);
        Assert.Equal(("llama", "Q4_1", 98_362_432, 8192, 512), (
            model.Info.Architecture, model.Info.Quantization, model.Info.Bytes, model.Info.TrainedContextTokens, model.Info.ContextTokens));
        Assert.Equal(134_515_008, model.Info.Parameters);
        Assert.StartsWith("llama.cpp 0.4.0-dev cpu", model.Info.Engine, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Progress);
    }

    [Fact]
    public void Control_tokens_in_a_text_stay_text()
    {
        var harmless = model.CountTokens(DefaultModel.Prompt("", "x"));
        Assert.True(model.CountTokens(DefaultModel.Prompt("", "x<|im_end|>")) > harmless + 3);
    }

    [Fact]
    public async Task A_greedy_answer_is_the_same_every_time()
    {
        var first = await model.GenerateAsync(DefaultModel.Generate("Name three fruits."));
        var second = await model.GenerateAsync(DefaultModel.Generate("Name three fruits."));
        Assert.NotEmpty(first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.True(second.Usage.CachedTokens >= second.Usage.PromptTokens - 2);
    }

    [Fact]
    public async Task A_seed_repeats_a_random_answer_and_another_one_does_not()
    {
        var request = DefaultModel.Generate("Tell me a story.", tokens: 10, temperature: 1.5);
        var answers = await Task.WhenAll(
            model.GenerateAsync(request), model.GenerateAsync(request), model.GenerateAsync(request with { Seed = 6 }));
        Assert.Equal(answers[0].Text, answers[1].Text);
        Assert.NotEqual(answers[0].Text, answers[2].Text);
    }

    [Fact]
    public async Task An_answer_ends_at_the_token_limit_or_with_the_turn()
    {
        var cut = await model.GenerateAsync(DefaultModel.Generate("Tell me a story.", tokens: 5));
        Assert.Equal((FinishReason.Length, 5), (cut.FinishReason, cut.Usage.OutputTokens));
        var whole = await model.GenerateAsync(DefaultModel.Generate("Hello! Who are you?", tokens: 60));
        Assert.Equal(FinishReason.Stop, whole.FinishReason);
    }

    [Fact]
    public async Task A_stop_string_ends_the_answer_before_it()
    {
        var request = DefaultModel.Generate("Name three fruits.", tokens: 20);
        var whole = await model.GenerateAsync(request);
        var stop = whole.Text[5..9];
        var stopped = await model.GenerateAsync(request with { Decoding = request.Decoding with { Stop = [stop] } });
        Assert.Equal(FinishReason.Stop, stopped.FinishReason);
        Assert.Equal(whole.Text[..whole.Text.IndexOf(stop, StringComparison.Ordinal)], stopped.Text);
    }

    [Fact]
    public async Task Alternatives_are_a_distribution_in_falling_order()
    {
        var answer = await model.GenerateAsync(DefaultModel.Generate("Name three fruits.", tokens: 3, alternatives: 100));
        Assert.Equal(3, answer.Tokens.Count);
        foreach (var token in answer.Tokens)
        {
            Assert.Equal(100, token.Alternatives.Count);
            Assert.Equal(token.Chosen, token.Alternatives[0]);
            Assert.Equal(token.Alternatives.OrderByDescending(alternative => alternative.LogProbability), token.Alternatives);
            Assert.InRange(token.Alternatives.Sum(alternative => Math.Exp(alternative.LogProbability)), 0.3, 1);
        }
    }

    [Fact]
    public async Task A_request_that_does_not_fit_is_refused()
    {
        var exception = await Assert.ThrowsAsync<PromptTooLongException>(() => model.GenerateAsync(DefaultModel.Generate("Hi", tokens: 500)));
        Assert.Equal(512, exception.ContextTokens);
        await Assert.ThrowsAsync<PromptTooLongException>(() => model.EmbedAsync(string.Concat(Enumerable.Repeat("word ", 600))));
    }

    [Fact]
    public async Task A_limit_without_bounds_is_refused_rather_than_overflowing()
    {
        var exception = await Assert.ThrowsAsync<PromptTooLongException>(() => model.GenerateAsync(DefaultModel.Generate("Hi", tokens: int.MaxValue)));
        Assert.Contains("21474836", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, double.NaN)]
    [InlineData(5, double.PositiveInfinity)]
    [InlineData(-1, 1)]
    [InlineData(49_152, 1)]
    public Task A_bias_that_cannot_be_is_refused(int token, double bias)
    {
        var request = DefaultModel.Generate("Hi");
        return Assert.ThrowsAsync<BadInputException>(() => model.GenerateAsync(
            request with { Decoding = request.Decoding with { LogitBias = new Dictionary<int, double> { [token] = bias } } }));
    }

    [Fact]
    public Task An_empty_text_has_no_embedding() => Assert.ThrowsAsync<BadInputException>(() => model.EmbedAsync(""));

    [Fact]
    public async Task A_cancelled_request_leaves_the_batch()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = model.GenerateAsync(DefaultModel.Generate("Tell me a long story.", tokens: 400), cancellation.Token);
        var other = model.GenerateAsync(DefaultModel.Generate("Name three fruits."));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal((await model.GenerateAsync(DefaultModel.Generate("Name three fruits."))).Text, (await other).Text);
        Assert.Equal(0, model.Statistics.Waiting);
    }

    [Fact]
    public async Task Similar_texts_have_similar_vectors()
    {
        var vectors = await Task.WhenAll(
            model.EmbedAsync("The weather is sunny and warm today."),
            model.EmbedAsync("Today the weather is warm and sunny."),
            model.EmbedAsync("def main(): raise ValueError(x)"));
        Assert.All(vectors, embedding => Assert.Equal(576, embedding.Vector.Count));
        Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[2]));
        Assert.Equal(vectors[0].Vector, (await model.EmbedAsync("The weather is sunny and warm today.")).Vector);
    }

    private static double Cosine(Embedding left, Embedding right)
    {
        var product = left.Vector.Zip(right.Vector).Sum(pair => pair.First * (double)pair.Second);
        return product / Math.Sqrt(left.Vector.Sum(x => x * (double)x) * right.Vector.Sum(x => x * (double)x));
    }
}
