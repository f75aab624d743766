using FsCheck.Xunit;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Sampling;

public sealed class TokenSamplerTests
{
    [Property]
    public bool Greedy_takes_the_largest_logit_whatever_the_filters(ushort seed) =>
        Draw(seed, new DecodingParameters { TopK = 3, TopP = 0.4, MinP = 0.2, TypicalP = 0.3 }).Token == Best(seed, 1)[0];

    [Property]
    public bool Top_k_draws_from_the_k_likeliest(ushort seed, byte k)
    {
        var count = 1 + (k % 50);
        return Best(seed, count).Contains(Draw(seed, new DecodingParameters { Temperature = 2, TopK = count }).Token);
    }

    [Property]
    public bool Top_p_draws_from_the_smallest_set_with_that_mass(ushort seed, byte share)
    {
        var p = (1 + share) / 257.0;
        var probabilities = Softmax(Logits(seed));
        var (kept, mass) = (new HashSet<int>(), 0.0);
        foreach (var token in Best(seed, probabilities.Length))
        {
            if (kept.Count > 0 && mass >= p - 1e-6) break;
            kept.Add(token);
            mass += probabilities[token];
        }

        return kept.Contains(Draw(seed, new DecodingParameters { Temperature = 3, TopP = p }).Token);
    }

    [Property]
    public bool Min_p_drops_what_is_less_likely_than_its_share_of_the_best(ushort seed, byte share)
    {
        var minP = (1 + share) / 300.0;
        var probabilities = Softmax(Logits(seed));
        var drawn = Draw(seed, new DecodingParameters { Temperature = 3, MinP = minP }).Token;
        return probabilities[drawn] >= (minP * probabilities.Max()) - 1e-6;
    }

    [Property]
    public bool The_same_seed_draws_the_same_token(ushort seed)
    {
        var decoding = new DecodingParameters { Temperature = 1, TypicalP = 0.9, TopP = 0.95 };
        return Draw(seed, decoding).Token == Draw(seed, decoding).Token;
    }

    [Fact]
    public void Draws_follow_the_softmax_at_the_temperature()
    {
        float[] logits = [1, 2, 3];
        var sampler = new TokenSampler(new DecodingParameters { Temperature = 0.5 }, 11, []);
        var counts = new int[3];
        const int draws = 20_000;
        for (var i = 0; i < draws; i++) counts[sampler.Draw([.. logits])]++;
        var expected = Softmax([2, 4, 6]);
        for (var token = 0; token < 3; token++) Assert.Equal(expected[token], counts[token] / (double)draws, 0.015);
    }

    [Fact]
    public void Filters_and_no_filters_draw_from_the_same_distribution()
    {
        var logits = Logits(5);
        var (all, none) = (new int[logits.Length], new int[logits.Length]);
        var filtered = new TokenSampler(new DecodingParameters { Temperature = 1, TopK = logits.Length }, 1, []);
        var dense = new TokenSampler(new DecodingParameters { Temperature = 1 }, 2, []);
        for (var i = 0; i < 20_000; i++)
        {
            all[filtered.Draw([.. logits])]++;
            none[dense.Draw([.. logits])]++;
        }

        Assert.All(all.Zip(none), pair => Assert.Equal(pair.First / 20_000.0, pair.Second / 20_000.0, 0.02));
    }

    [Fact]
    public void Penalties_follow_the_rules_of_llama_server()
    {
        var decoding = new DecodingParameters { RepeatPenalty = 2, FrequencyPenalty = 0.5, PresencePenalty = 0.25, RepeatLastN = 3 };
        float[] logits = [4, -1, 3, 5];
        new TokenSampler(decoding, 0, [3, 0, 0, 1]).Draw(logits);
        Assert.Equal([(4f / 2) - 1.25f, (-1f * 2) - 0.75f, 3, 5], logits); // token 3 is out of the window
    }

    [Fact]
    public void Drawn_tokens_count_as_recent()
    {
        var sampler = new TokenSampler(new DecodingParameters { PresencePenalty = 2, RepeatLastN = 1 }, 0, []);
        float[] logits = [1, 2, 0];
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(_ => sampler.Draw([.. logits])));
    }

    [Fact]
    public void A_bias_can_ban_a_token()
    {
        var decoding = new DecodingParameters { LogitBias = new Dictionary<int, double> { [1] = double.NegativeInfinity } };
        Assert.Equal(2, new TokenSampler(decoding, 0, []).Draw([1, 5, 3]));
    }

    [Fact]
    public void Typical_sampling_keeps_tokens_whose_surprise_is_near_the_entropy()
    {
        // Probabilities .55 and 45 times .01: entropy 2.4 nats; the rare tokens (4.6 nats) are 2.2 away, the common one (0.6) 1.8.
        float[] logits = [(float)Math.Log(0.55), .. Enumerable.Repeat((float)Math.Log(0.01), 45)];
        var sampler = new TokenSampler(new DecodingParameters { Temperature = 1, TypicalP = 0.5 }, 3, []);
        for (var i = 0; i < 50; i++) Assert.Equal(0, sampler.Draw([.. logits]));
    }

    private static (int Token, float[] Logits) Draw(ushort seed, DecodingParameters decoding)
    {
        var logits = Logits(seed);
        return (new TokenSampler(decoding, seed, []).Draw(logits), logits);
    }

    private static float[] Logits(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 60).Select(_ => (float)((random.NextDouble() * 10) - 5))];
    }

    private static int[] Best(int seed, int count)
    {
        var logits = Logits(seed);
        return [.. Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token]).Take(count)];
    }

    private static double[] Softmax(float[] logits)
    {
        var weights = logits.Select(logit => Math.Exp(logit - (double)logits.Max())).ToArray();
        return [.. weights.Select(weight => weight / weights.Sum())];
    }
}
