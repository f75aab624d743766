using PromptOpt.Caching;

namespace PromptOpt.Tests.Caching;

/// <summary>What every response cache must do.</summary>
public abstract class ResponseCacheContract : IDisposable
{
    protected abstract IResponseCache Cache { get; }

    internal static ResponseKey Key(int number) => ResponseKey.Of(BitConverter.GetBytes(number));

    internal static StoredResponse Response(string content, string model = "m1", long tokens = 10, string engine = "e") => new()
    {
        ModelName = "tiny",
        ModelIdentity = model,
        Engine = engine,
        Tokens = tokens,
        Content = System.Text.Encoding.UTF8.GetBytes(content),
    };

    internal static string? Text(StoredResponse? response) => response is null ? null : System.Text.Encoding.UTF8.GetString(response.Content.Span);

    public virtual void Dispose()
    {
        Cache.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_was_never_saved_is_not_found() => Assert.Null(Cache.Find(Key(1)));

    [Fact]
    public void What_was_saved_is_found_at_once_and_whole()
    {
        Cache.Save(Key(1), Response("\0a\n"));
        Cache.Save(Key(2), Response(""));
        var found = Cache.Find(Key(1))!;
        Assert.Equal("\0a\n", Text(found));
        Assert.Equal(("tiny", "m1", "e", 10), (found.ModelName, found.ModelIdentity, found.Engine, found.Tokens));
        Assert.Equal("", Text(Cache.Find(Key(2))));
        Assert.Null(Cache.Find(Key(3)));
    }

    [Fact]
    public void Saving_again_replaces()
    {
        Cache.Save(Key(1), Response("damaged"));
        Cache.Save(Key(1), Response("whole"));
        Assert.Equal("whole", Text(Cache.Find(Key(1))));
    }

    [Fact]
    public void A_hit_of_something_unknown_is_nothing()
    {
        Cache.CountHit(Key(9));
        Assert.Null(Cache.Find(Key(9)));
    }

    [Fact]
    public void Many_threads_find_what_they_saved()
    {
        Parallel.For(0, 500, i =>
        {
            Cache.Save(Key(i), Response($"{i}"));
            Cache.CountHit(Key(i / 2));
            Assert.Equal($"{i}", Text(Cache.Find(Key(i))));
        });
        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal($"{i}", Text(Cache.Find(Key(i)))));
    }
}
