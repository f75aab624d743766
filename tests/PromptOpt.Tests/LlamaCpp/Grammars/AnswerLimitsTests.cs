using FsCheck.Xunit;
using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Grammars;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Grammars;

public sealed class AnswerLimitsTests
{
    private const int Draws = 20_000;

    private static readonly TextVocabulary Words = new("y", "ye", "yes", "es", "s", "n", "no", "o", "maybe", "é", "{", "}", "\"", "a\"", " ", "a");

    [Property(MaxTest = 100)]
    public void The_set_of_allowed_tokens_is_what_trying_each_gives(int seed)
    {
        var random = new Random(seed);
        string[] letters = ["y", "e", "s", "n", "o", "é"];
        var vocabulary = new TextVocabulary([.. Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => letters[random.Next(6)])))]);
        var grammar = Grammar.Parse("root ::= \"yes\" root? | \"no\" [éo]* | \"n\" \"ye\"{2,3}", "test");
        var state = grammar.Start;
        while (!state.MustEnd)
        {
            var allowed = new SortedVocabulary(vocabulary, vocabulary.Size).After(state);
            for (var token = 0; token < vocabulary.Size; token++)
            {
                var expected = token == TextVocabulary.End ? state.CanEnd : token != 1 && state.Next(vocabulary.Bytes(token)) is not null;
                Assert.Equal(expected, allowed.Contains(token));
            }

            var next = Enumerable.Range(2, vocabulary.Size - 2).FirstOrDefault(token => allowed.Contains(token) && random.Next(3) == 0);
            if (next == 0) return;
            state = state.Next(vocabulary.Bytes(next))!;
        }
    }

    [Fact]
    public void Draws_follow_the_models_distribution_over_the_allowed_tokens()
    {
        var logits = Enumerable.Range(0, Words.Size).Select(token => (token * 7 % 5) - 2f).ToArray();
        var limits = Limits("root ::= \"yes\" | \"no\"");
        var allowed = Enumerable.Range(0, Words.Size).Where(limits.Allows).ToList();
        Assert.Equal(["y", "ye", "yes", "n", "no"], allowed.Select(Words.Text));
        Assert.All(
            Frequencies(new DecodingParameters { Temperature = 1 }, logits, limits).Zip(Expected(logits, allowed, 1)),
            pair => Assert.Equal(pair.Second, pair.First, 0.015));
    }

    [Fact]
    public void Filters_cut_before_the_grammar_and_what_they_leave_is_renormalised()
    {
        float[] logits = new float[Words.Size];
        foreach (var (text, logit) in new[] { ("maybe", 5f), ("yes", 4f), ("no", 3f), ("n", 2f), ("y", 1f) }) logits[Token(text)] = logit;
        var limits = Limits("root ::= \"yes\" | \"no\"");
        Assert.All(
            Frequencies(new DecodingParameters { Temperature = 2, TopK = 3 }, logits, limits).Zip(Expected(logits, [Token("yes"), Token("no")], 2)),
            pair => Assert.Equal(pair.Second, pair.First, 0.015));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0.3, 0)]
    [InlineData(0, 1, 0.9)]
    public void Filters_that_leave_nothing_allowed_choose_among_what_is_allowed(int topK, double topP, double minP)
    {
        var logits = new float[Words.Size];
        (logits[Token("maybe")], logits[Token("no")], logits[Token("yes")]) = (9, 3, 2);
        var decoding = new DecodingParameters { Temperature = 1, TopK = topK, TopP = topP, MinP = minP };
        Assert.Equal(1, Frequencies(decoding, logits, Limits("root ::= \"yes\" | \"no\""))[Token("no")]);
    }

    [Fact]
    public void Greedy_takes_the_best_allowed_token_and_a_seed_draws_the_same_again()
    {
        var logits = Enumerable.Range(0, Words.Size).Select(token => (float)token).ToArray();
        var limits = Limits("root ::= \"yes\" | \"no\"");
        Assert.Equal(Token("no"), new TokenSampler(new DecodingParameters(), 0, []).Draw([.. logits], limits));
        Assert.Equal(Sequence(9), Sequence(9));

        List<int> Sequence(ulong seed)
        {
            var sampler = new TokenSampler(new DecodingParameters { Temperature = 3 }, seed, []);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Draw([.. logits], limits))];
        }
    }

    [Fact]
    public void The_end_is_allowed_only_where_the_grammar_may_end()
    {
        var limits = Limits("root ::= \"yes\"+");
        Assert.False(limits.Allows(TextVocabulary.End));
        limits.Accept(Token("yes"));
        Assert.True(limits.Allows(TextVocabulary.End));
        Assert.False(limits.MustEnd);
    }

    [Fact]
    public async Task An_answer_ends_without_a_further_step_when_nothing_can_follow()
    {
        var job = Job(new DecodingParameters { MaxTokens = 5 }, Limits("root ::= \"yes\""));
        Assert.False(job.OnPromptComputed(Prefer("ye")));
        Assert.True(job.OnStep(Prefer("maybe", "s")));
        job.Succeed();
        var answer = await job.Completion;
        Assert.Equal(("yes", FinishReason.Stop, 2), (answer.Text, answer.FinishReason, answer.Usage.OutputTokens));
    }

    [Fact]
    public async Task The_token_limit_inside_a_grammar_is_told()
    {
        var job = Job(new DecodingParameters { MaxTokens = 1 }, Limits("root ::= \"yes\""));
        Assert.True(job.OnPromptComputed(Prefer("ye")));
        job.Succeed();
        var answer = await job.Completion;
        Assert.Equal(("ye", FinishReason.Length), (answer.Text, answer.FinishReason));
    }

    [Fact]
    public async Task A_grammar_that_no_token_fits_fails_the_answer_and_says_so()
    {
        var job = Job(new DecodingParameters(), Limits("root ::= \"z\""));
        Assert.True(job.OnPromptComputed(new float[Words.Size]));
        job.Succeed();
        Assert.Contains("no token fits", (await Assert.ThrowsAsync<BadInputException>(() => job.Completion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_stops_when_what_will_be_read_of_it_is_decided()
    {
        var request = Request(new DecodingParameters()) with { End = new AnswerEnd(AnswerEndKind.JsonObject) };
        var job = new GenerateJob([1, 2], request, Words, CancellationToken.None);
        Assert.False(job.OnPromptComputed(Prefer("{")));
        Assert.True(job.OnStep(Prefer("}")));
        job.Succeed();
        Assert.Equal("{}", (await job.Completion).Text);
    }

    private static GenerateJob Job(DecodingParameters decoding, AnswerLimits limits) => new([1, 2], Request(decoding), Words, CancellationToken.None, limits);

    private static GenerateRequest Request(DecodingParameters decoding) => new()
    {
        Prompt = new ChatPrompt { Messages = [new ChatMessage(ChatRole.System, "")] },
        Decoding = decoding,
    };

    private static float[] Prefer(params string[] texts)
    {
        var logits = new float[Words.Size];
        for (var i = 0; i < texts.Length; i++) logits[Token(texts[i])] = 9 - i;
        return logits;
    }

    private static AnswerLimits Limits(string grammar)
    {
        var read = Grammar.Parse(grammar, "test");
        return new AnswerLimits(new TokenGrammar(read, new SortedVocabulary(Words, Words.Size)), read.Start, Words);
    }

    private static int Token(string text) => Enumerable.Range(2, Words.Size - 2).First(token => Words.Text(token) == text);

    private static double[] Frequencies(DecodingParameters decoding, float[] logits, AnswerLimits limits)
    {
        var sampler = new TokenSampler(decoding, 3, []);
        var counts = new double[logits.Length];
        for (var i = 0; i < Draws; i++) counts[sampler.Draw([.. logits], limits)] += 1.0 / Draws;
        return [.. counts.Select(share => Math.Round(share, 9))];
    }

    private static IEnumerable<double> Expected(float[] logits, List<int> allowed, double temperature)
    {
        var sum = allowed.Sum(token => Math.Exp(logits[token] / temperature));
        return logits.Select((logit, token) => allowed.Contains(token) ? Math.Exp(logit / temperature) / sum : 0);
    }
}
