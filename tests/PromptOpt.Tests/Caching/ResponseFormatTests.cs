using FsCheck.Xunit;
using PromptOpt.Caching;
using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Caching;

public sealed class ResponseFormatTests
{
    private static readonly CallUsage Usage = new() { PromptTokens = 7, OutputTokens = 3, CachedTokens = 2, Queued = TimeSpan.FromTicks(123), Running = TimeSpan.FromTicks(987_654_321) };

    [Fact]
    public void A_generation_comes_back_whole()
    {
        var generation = new Generation
        {
            Text = "a\0b\"\\\n😀\u2028 é",
            FinishReason = FinishReason.Length,
            Usage = Usage,
            Tokens = [new(new(1, "\ufffd", -0.1), [new(2, " x", -1.0 / 3), new(3, "", double.NegativeInfinity)]), new(new(4, "y", -double.Epsilon), [])],
            DrawnTokens = [1, 4],
            TokenEntropies = [1.0 / 3, 0],
        };
        var read = ResponseFormat.Read<Generation>(ResponseFormat.Write(generation))!;
        Assert.Equal((generation.Text, generation.FinishReason, generation.Usage), (read.Text, read.FinishReason, read.Usage));
        Assert.Equal(generation.DrawnTokens, read.DrawnTokens);
        Assert.Equal(generation.TokenEntropies, read.TokenEntropies);
        Assert.Equal(generation.Tokens.Select(t => t.Chosen), read.Tokens.Select(t => t.Chosen));
        Assert.Equal(generation.Tokens.SelectMany(t => t.Alternatives), read.Tokens.SelectMany(t => t.Alternatives));
    }

    [Property(MaxTest = 500)]
    public void Log_probabilities_and_vectors_come_back_to_the_last_bit(double[] numbers, float[] vector)
    {
        double[] all = [.. numbers, double.NaN, double.NegativeInfinity, double.PositiveInfinity, -0.0, double.MaxValue, double.Epsilon];
        var scoring = ResponseFormat.Read<Scoring>(ResponseFormat.Write(new Scoring { LogProbabilities = all, Usage = Usage, IsComplete = false }))!;
        Assert.Equal(all.Select(BitConverter.DoubleToInt64Bits), scoring.LogProbabilities.Select(BitConverter.DoubleToInt64Bits));
        Assert.False(scoring.IsComplete);
        var embedding = ResponseFormat.Read<Embedding>(ResponseFormat.Write(new Embedding(vector, Usage)))!;
        Assert.Equal(vector.Select(BitConverter.SingleToInt32Bits), embedding.Vector.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Usage, embedding.Usage);
    }

    [Fact]
    public void Any_damaged_byte_and_any_other_version_reads_as_nothing()
    {
        var bytes = ResponseFormat.Write(new Scoring { LogProbabilities = [-1, -2], Usage = Usage });
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x01;
            Assert.Null(ResponseFormat.Read<Scoring>(damaged));
            Assert.Null(ResponseFormat.Read<Scoring>(bytes.AsSpan(0, i)));
        }
    }

    [Fact]
    public void The_properties_of_a_response_are_those_of_this_version()
    {
        // A property that is added, removed or renamed: raise ResponseFormat.Version, so that stored responses without it are computed again.
        Assert.Equal("DrawnTokens FinishReason Text TokenEntropies Tokens Usage", Names(typeof(Generation)));
        Assert.Equal("IsComplete LogProbabilities Usage", Names(typeof(Scoring)));
        Assert.Equal("Usage Vector", Names(typeof(Embedding)));
        Assert.Equal("CachedTokens IsFromCache OutputTokens PromptTokens Queued Running TotalTokens", Names(typeof(CallUsage)));
        Assert.Equal("Alternatives Chosen", Names(typeof(GeneratedToken)));
        Assert.Equal("LogProbability Text Token", Names(typeof(TokenLogProbability)));
    }

    private static string Names(Type type) => string.Join(' ', CanonicalForm.PropertiesOf(type).Select(p => p.Name));
}
