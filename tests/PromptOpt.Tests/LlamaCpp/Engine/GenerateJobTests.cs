using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class GenerateJobTests
{
    private static readonly GenerateRequest Request = new()
    {
        Prompt = new() { Messages = [new(ChatRole.User, "u")] },
        Decoding = new() { Temperature = 0.7, TopK = 2, MaxTokens = 2, LogitBias = new Dictionary<int, double> { [3] = -5 } },
    };

    [Fact]
    public async Task Every_drawn_token_has_the_entropy_of_the_logits_as_they_came_over_the_temperature()
    {
        float[] first = [0, 1, 2, 3, 0.5f], second = [5, 0, 1, 1, 1];
        var generation = await RunAsync(Request with { TokenEntropies = true }, first, second);
        Assert.Equal([DistributionEntropy.Of(first, 0.7), DistributionEntropy.Of(second, 0.7)], generation.TokenEntropies);
        Assert.Empty(generation.Tokens);
    }

    [Fact]
    public async Task Nobody_pays_for_entropies_that_nobody_asked_for() =>
        Assert.Empty((await RunAsync(Request, [0, 1, 2, 3, 0.5f], [5, 0, 1, 1, 1])).TokenEntropies);

    [Fact]
    public void Entropies_of_what_is_not_drawn_are_refused()
    {
        var error = Assert.Throws<BadInputException>(() => RequestCheck.Validate(Request with { TokenEntropies = true, Decoding = new() }, 5));
        Assert.Contains("at temperature 0 nothing is drawn", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_null_is_bad_input()
    {
        ChatPrompt[] prompts =
        [
            null!, new() { Messages = null! }, new() { Messages = [] }, new() { Messages = [null!] }, new() { Messages = [new(ChatRole.User, null!)] },
            new() { Messages = [new(ChatRole.User, "")], AnswerPrefix = null! },
        ];
        foreach (var prompt in prompts)
        {
            Assert.Throws<BadInputException>(() => RequestCheck.Validate(Request with { Prompt = prompt }, 5));
            Assert.Throws<BadInputException>(() => RequestCheck.Validate(new ScoreRequest { Prompt = prompt, Continuations = ["a"] }));
        }
    }

    private static Task<Generation> RunAsync(GenerateRequest request, params float[][] steps)
    {
        var job = new GenerateJob([1], request, new FakeVocabulary(), CancellationToken.None);
        foreach (float[] logits in steps) job.OnStep([.. logits]);
        job.Succeed();
        return job.Completion;
    }
}
