using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class PrefixReuseTests(DefaultModel fixture)
{
    private const int BehindInstruction = 8; // end of turn, roles and line breaks

    private readonly LlamaLanguageModel model = fixture.Model;

    [Fact]
    public async Task Candidates_that_differ_in_their_last_sentence_share_the_rest()
    {
        var common = string.Join(' ', Enumerable.Range(0, 42).Select(i => $"Point {i + 400} matters."));
        var instruction = model.CountTokens(DefaultModel.Prompt(common + " Answer in short.", "")) - BehindInstruction;
        var one = await ComputedOnRows(common + " Answer in short.");
        var two = await ComputedOnRows(common + " Do not explain anything.");
        Assert.True(instruction > 295, $"{instruction} tokens");
        Assert.True(one + two <= 1.3 * one, $"{one} tokens of instruction for one candidate, {one + two} for both");
        Assert.True(one > 0.85 * instruction);
    }

    [Fact]
    public async Task An_episode_computes_each_token_once()
    {
        var before = Computed();
        var (chat, last) = await Play(model, episode: 77, turns: 8, facts: 5);
        var added = model.CountTokens(chat) + last.Usage.OutputTokens;
        Assert.True(Computed() - before <= 1.2 * added, $"{Computed() - before} tokens computed where {added} were added");
        Assert.InRange(added, 200, 500);
    }

    [Fact]
    public async Task Episodes_do_not_depend_on_each_other_when_there_are_more_of_them_than_sequences()
    {
        await using var narrow = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { Parallel = 4 });
        var together = await Task.WhenAll(Enumerable.Range(0, 9).Select(episode => Play(narrow, episode, turns: 3)));
        Assert.True(narrow.Statistics.RestoredTokens > 0);
        await using var alone = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { Parallel = 1 });
        for (var episode = 0; episode < 9; episode += 2)
            Assert.Equal(Texts((await Play(alone, episode, turns: 3)).Chat), Texts(together[episode].Chat));
    }

    [Fact]
    public async Task Cancelled_requests_leave_nothing_behind()
    {
        await using var small = await LlamaLanguageModel.OpenAsync(DefaultModel.Options with { Parallel = 4, ContextTokens = 128 });
        for (var round = 0; round < 2; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var doomed = Enumerable.Range(0, 20).Select(i => small.GenerateAsync(DefaultModel.Generate($"Tell story {i}.", tokens: 60), cancellation.Token)).ToList();
            while (small.Statistics.OutputTokens < 8 * (round + 1)) await Task.Delay(5);
            await cancellation.CancelAsync();
            foreach (var request in doomed) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        // Every cell of every sequence is needed now.
        var prompt = DefaultModel.Generate("Count.", tokens: 1);
        var room = 128 - small.CountTokens(prompt.Prompt);
        var bias = small.EndTokens.ToDictionary(token => token, _ => -100.0);
        var full = prompt with { Decoding = new DecodingParameters { MaxTokens = room, Temperature = 0, LogitBias = bias } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => small.GenerateAsync(full)));
        Assert.All(answers, answer => Assert.Equal((FinishReason.Length, room), (answer.FinishReason, answer.Usage.OutputTokens)));
        Assert.Equal((0, 0), (small.Statistics.Active, small.Statistics.Waiting));
    }

    [Fact]
    public async Task A_message_that_was_changed_after_it_was_drawn_is_refused()
    {
        var prompt = DefaultModel.Prompt("Be brief.", "Name a fruit.");
        var answer = ChatMessage.Answer(prompt, await model.GenerateAsync(new GenerateRequest { Prompt = prompt, Decoding = new DecodingParameters { MaxTokens = 8, Temperature = 0 } }));
        Assert.NotNull(answer.Drawn);
        var changed = new ChatPrompt { Messages = [.. prompt.Messages, answer with { Text = "Something else." }, new ChatMessage(ChatRole.User, "And?")] };
        Assert.Contains("changed after", Assert.Throws<BadInputException>(() => model.CountTokens(changed)).Message, StringComparison.Ordinal);
    }

    private static async Task<(ChatPrompt Chat, Generation Last)> Play(LlamaLanguageModel player, int episode, int turns, int facts = 35)
    {
        var rooms = string.Join(' ', Enumerable.Range(0, facts).Select(i => $"Room {episode}-{i}."));
        var chat = DefaultModel.Prompt("You walk through a house. " + rooms, "Where do you go first?");
        for (var turn = 1; ; turn++)
        {
            var decoding = new DecodingParameters { MaxTokens = 10, Temperature = 0.8, TopP = 0.9 };
            var reply = await player.GenerateAsync(new GenerateRequest { Prompt = chat, Decoding = decoding, Seed = (ulong)((100 * episode) + turn) });
            if (turn == turns) return (chat, reply);
            chat = chat with { Messages = [.. chat.Messages, ChatMessage.Answer(chat, reply), new ChatMessage(ChatRole.User, $"Step {turn} is done. You see door {turn + episode}.")] };
        }
    }

    private static IEnumerable<string> Texts(ChatPrompt chat) => chat.Messages.Select(message => message.Text);

    private long Computed() => model.Statistics.PromptTokens + model.Statistics.OutputTokens;

    // Tokens computed for eight rows, without the rows' own.
    private async Task<long> ComputedOnRows(string instruction)
    {
        var before = model.Statistics.PromptTokens;
        var prompts = Enumerable.Range(0, 8).Select(i => DefaultModel.Prompt(instruction, $"Row number {i} says hello.")).ToList();
        await Task.WhenAll(prompts.Select(prompt => model.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = ["yes", "no"] })));
        var start = model.CountTokens(DefaultModel.Prompt(instruction, "")) - BehindInstruction;
        return model.Statistics.PromptTokens - before - prompts.Sum(prompt => model.CountTokens(prompt) - start);
    }
}
