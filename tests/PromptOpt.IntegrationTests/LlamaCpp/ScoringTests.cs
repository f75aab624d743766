using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class ScoringTests(DefaultModel fixture)
{
    private readonly LlamaLanguageModel model = fixture.Model;

    [Fact]
    public async Task A_score_is_the_sum_of_the_step_log_probabilities()
    {
        // The answer is forced token by token, each step asking for the next-token distribution.
        var answer = await model.GenerateAsync(DefaultModel.Generate("Name three fruits.", tokens: 4, alternatives: 1));
        var stepwise = answer.Tokens.Sum(token => token.Chosen.LogProbability);
        var scoring = await model.ScoreAsync(new ScoreRequest
        {
            Prompt = DefaultModel.Prompt("You are helpful.", "Name three fruits."),
            Continuations = [answer.Text],
            IncludeEnd = false,
        });
        Assert.Equal(stepwise, scoring.LogProbabilities[0], 0.4); // single-token and longer pieces are computed by different kernels
    }

    [Fact]
    public async Task A_first_token_scores_exactly_what_the_next_token_distribution_says()
    {
        var answer = await model.GenerateAsync(DefaultModel.Generate("Name three fruits.", tokens: 1, alternatives: 3));
        var scoring = await model.ScoreAsync(new ScoreRequest
        {
            Prompt = DefaultModel.Prompt("You are helpful.", "Name three fruits."),
            Continuations = [.. answer.Tokens[0].Alternatives.Select(alternative => alternative.Text)],
            IncludeEnd = false,
        });
        Assert.Equal(answer.Tokens[0].Alternatives.Select(alternative => alternative.LogProbability), scoring.LogProbabilities);
    }

    [Fact]
    public async Task A_continuation_scores_the_same_alone_and_among_others_up_to_rounding()
    {
        string[] labels = ["positive", "positively great", "negative", "neutral news"];
        var prompt = DefaultModel.Prompt("Classify the sentiment.", "I like it.");
        var together = await model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = labels });
        var alone = await Task.WhenAll(labels.Select(label => model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = [label] })));
        for (var i = 0; i < labels.Length; i++) Assert.Equal(alone[i].LogProbabilities[0], together.LogProbabilities[i], 0.4);
        Assert.Equal(model.CountContinuationTokens(labels), together.Usage.OutputTokens);
    }

    [Fact]
    public async Task The_best_continuation_is_found_without_computing_those_that_cannot_win()
    {
        string[] labels = ["play music", "play video", "weather forecast", "book a restaurant", "rate a book", "find a film"];
        double[] offsets = [-1, 0, 0.5, 0, -0.5, 0];
        foreach (var text in new[] { "Put on some jazz.", "Will it rain tomorrow?", "A table for two, please." })
        {
            var request = new ScoreRequest { Prompt = DefaultModel.Prompt("Name the intent: " + string.Join(", ", labels), text), Continuations = labels };
            var all = await model.ScoreAsync(request);
            var best = await model.ScoreAsync(request with { BestAfter = offsets });
            var winner = Enumerable.Range(0, labels.Length).MaxBy(i => all.LogProbabilities[i] - offsets[i]);
            Assert.Equal(winner, Enumerable.Range(0, labels.Length).MaxBy(i => best.LogProbabilities[i] - offsets[i]));
            Assert.Equal(all.LogProbabilities[winner], best.LogProbabilities[winner]);
            Assert.False(best.IsComplete);
            Assert.True(best.Usage.OutputTokens < all.Usage.OutputTokens);
        }
    }

    [Fact]
    public async Task The_end_of_the_turn_counts_when_asked_for()
    {
        var request = new ScoreRequest { Prompt = DefaultModel.Prompt("Answer yes or no.", "Is water wet?"), Continuations = ["Yes", "No"] };
        var closed = await model.ScoreAsync(request);
        var open = await model.ScoreAsync(request with { IncludeEnd = false });
        Assert.All(closed.LogProbabilities.Zip(open.LogProbabilities), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public async Task The_end_of_the_turn_is_the_token_that_really_ends_answers()
    {
        var prompt = new ChatPrompt
        {
            Messages =
            [
                new(ChatRole.System, "Sort it."), new(ChatRole.User, "apple"), new(ChatRole.Assistant, "fruit"), new(ChatRole.User, "carrot"),
                new(ChatRole.Assistant, "vegetable"), new(ChatRole.User, "pear"), new(ChatRole.Assistant, "fruit"), new(ChatRole.User, "plum"),
            ],
        };
        var answer = await model.GenerateAsync(new GenerateRequest { Prompt = prompt, Decoding = new() { MaxTokens = 8 }, TopLogProbabilities = 1 });
        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        var scoring = await model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = [answer.Text] });
        Assert.Equal(answer.Tokens.Sum(token => token.Chosen.LogProbability), scoring.LogProbabilities[0], 0.4);
    }

    [Fact]
    public async Task A_space_at_the_end_of_the_answer_prefix_joins_the_continuations()
    {
        var spaced = await model.ScoreAsync(new ScoreRequest
        {
            Prompt = DefaultModel.Prompt("Classify.", "Nice film.", prefix: "Label: "),
            Continuations = ["positive", "negative"],
        });
        var natural = await model.ScoreAsync(new ScoreRequest
        {
            Prompt = DefaultModel.Prompt("Classify.", "Nice film.", prefix: "Label:"),
            Continuations = [" positive", " negative"],
        });
        Assert.Equal(natural.LogProbabilities, spaced.LogProbabilities);
    }

    [Fact]
    public async Task Continuations_must_be_there_and_differ()
    {
        var prompt = DefaultModel.Prompt("", "");
        await Assert.ThrowsAsync<BadInputException>(() => model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = [] }));
        await Assert.ThrowsAsync<BadInputException>(() => model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = ["a", ""] }));
        await Assert.ThrowsAsync<BadInputException>(() => model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = ["a", "a"] }));
    }
}
