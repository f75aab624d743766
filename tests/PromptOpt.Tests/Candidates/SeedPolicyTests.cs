using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Caching;
using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Candidates;

public sealed class SeedPolicyTests
{
    private static readonly TaskData Data = ToyTask.OpenData();
    private static readonly Candidate Fresh = new() { Instruction = "Name the colour.", User = "{{input}}", Decoding = new() { MaxTokens = 8, Temperature = 0.7 } };
    private static readonly Candidate Seven = Fresh with { AnswerSeed = 7 };
    private static readonly ReasoningTexts Texts = new((name, values) => string.Join(' ', values.Values.Prepend(name)));

    [Property]
    public Property A_policy_is_read_as_it_is_written(NonNegativeInt seed, bool isFresh)
    {
        int? policy = isFresh ? null : seed.Get;
        return (SeedPolicy.TryRead(SeedPolicy.Of(policy), out int? read) && read == policy).Label(SeedPolicy.Of(policy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Fresh")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    public void Anything_else_is_no_policy(string text) => Assert.False(SeedPolicy.TryRead(text, out _));

    [Fact]
    public async Task A_fixed_seed_is_the_seed_of_every_row_and_a_fresh_one_is_the_row_s_own()
    {
        ulong[] alike = await SeedsAsync(Seven, 11, 12), own = await SeedsAsync(Fresh, 11, 12);
        Assert.Equal([7, 7], alike);
        Assert.Equal([11, 12], own);
    }

    [Fact]
    public async Task Samples_of_an_answer_differ_and_are_the_same_for_every_row()
    {
        ulong[] one = await SeedsAsync(Seven with { Samples = 5 }, 11), other = await SeedsAsync(Seven with { Samples = 5 }, 12);
        Assert.Equal(one.Order(), other.Order());
        Assert.Equal(5, one.Distinct().Count());
        Assert.Contains(7ul, one);
        Assert.Empty(one.Except([7ul]).Intersect(await SeedsAsync(Seven with { Samples = 5, AnswerSeed = 8 }, 11)));
    }

    [Fact]
    public async Task Turns_and_plans_of_a_loop_have_streams_that_follow_from_the_fixed_seed()
    {
        var thinking = Seven with { Samples = 3, Reasoning = new() { Steps = 3, PlanningPeriod = 2 } };
        ulong[] one = await SeedsAsync(thinking, 11), other = await SeedsAsync(thinking, 12);
        Assert.Equal(one.Order(), other.Order());
        Assert.Equal(3 * 5, one.Distinct().Count());
    }

    [Fact]
    public async Task Turns_of_an_episode_have_streams_that_follow_from_the_fixed_seed()
    {
        var climbing = Seven with { User = "{{observation}}", Reasoning = new() { Steps = 6, PlanningPeriod = 3 } };
        ulong[] one = await EpisodeSeedsAsync(climbing, 11), other = await EpisodeSeedsAsync(climbing, 12);
        Assert.Equal(one, other);
        Assert.Equal(one.Length, one.Distinct().Count());
        Assert.NotEqual(await EpisodeSeedsAsync(climbing with { AnswerSeed = null }, 11), await EpisodeSeedsAsync(climbing with { AnswerSeed = null }, 12));
    }

    [Fact]
    public async Task An_answer_from_the_cache_is_never_that_of_another_seed()
    {
        var inner = new ScriptedLanguageModel { Capabilities = LanguageModelCapabilities.Repeatable, Write = request => $"{request.Seed}" };
        await using var cached = new CachingLanguageModel(inner, new MemoryResponseCache());
        Assert.Equal("7", await AnswerAsync(Seven, cached));
        Assert.Equal("8", await AnswerAsync(Seven with { AnswerSeed = 8 }, cached));
        Assert.Equal("11", await AnswerAsync(Fresh, cached));
        Assert.Equal(3, inner.Calls);
        Assert.Equal("7", await AnswerAsync(Seven, cached));
        Assert.Equal(3, inner.Calls);
    }

    [Fact]
    public void A_candidate_with_another_seed_is_another_one_where_something_is_drawn()
    {
        Assert.Equal(3, new[] { Fresh, Seven, Seven with { AnswerSeed = 8 } }.Select(CandidateJson.Identity).Distinct().Count());
        var greedy = Fresh with { Decoding = new() };
        Assert.Equal(CandidateJson.Identity(greedy), CandidateJson.Identity(greedy with { AnswerSeed = 7 }));
        Assert.Equal(CandidateJson.Identity(Fresh with { Mode = AnswerMode.Choice }), CandidateJson.Identity(Seven with { Mode = AnswerMode.Choice }));
        Assert.DoesNotContain(nameof(Candidate.AnswerSeed), JsonSerializer.Serialize(Fresh), StringComparison.Ordinal); // as in older studies
    }

    [Fact]
    public void It_is_told_with_the_decoding_where_something_is_drawn()
    {
        Assert.Equal("temperature 0.7, max_tokens 8, seed 7", DecodingText.Describe(Seven.Decoding, Seven.AnswerSeed));
        Assert.Equal("temperature 0.7, max_tokens 8", DecodingText.Describe(Fresh.Decoding, Fresh.AnswerSeed));
        Assert.Equal("temperature 0, max_tokens 128", DecodingText.Describe(new(), 7));
    }

    [Fact]
    public void A_seed_below_0_is_refused() => Assert.Contains(
        "seed: must be fresh or a whole number from 0 to 2147483647, but is -1",
        Assert.Throws<BadInputException>(() => Evaluation(Fresh with { AnswerSeed = -1 }, new ScriptedLanguageModel())).Message,
        StringComparison.Ordinal);

    private static CandidateEvaluation Evaluation(Candidate candidate, ILanguageModel model) => new(ToyTask.OpenSpec(""), Data, model, candidate, null, Texts);

    private static async Task<string> AnswerAsync(Candidate candidate, ILanguageModel model) =>
        (await Evaluation(candidate, model).Plan(Data.Train[0], 11).Run(CancellationToken.None)).Output;

    /// <summary>Seeds of all requests for one row a seed, where the model never comes to an answer.</summary>
    private static async Task<ulong[]> SeedsAsync(Candidate candidate, params ulong[] seeds)
    {
        var asked = new ConcurrentQueue<ulong>();
        var model = new ScriptedLanguageModel { Write = request => Remember(asked, request) };
        var evaluation = Evaluation(candidate, model);
        for (int row = 0; row < seeds.Length; row++) await evaluation.Plan(Data.Train[row], seeds[row]).Run(CancellationToken.None);
        return [.. asked];
    }

    private static async Task<ulong[]> EpisodeSeedsAsync(Candidate candidate, ulong seed)
    {
        var asked = new ConcurrentQueue<ulong>();
        var model = new ScriptedLanguageModel { Write = request => Remember(asked, request) };
        await new EpisodeEvaluation(StairTask.Setting(formatRetries: 20), model, candidate, Texts).Plan(EpisodeData.Read(StairTask.Spec("")).Train[0], seed).Run(CancellationToken.None);
        return [.. asked];
    }

    private static string Remember(ConcurrentQueue<ulong> asked, GenerateRequest request)
    {
        asked.Enqueue(request.Seed);
        return asked.Count.ToString(CultureInfo.InvariantCulture);
    }
}
