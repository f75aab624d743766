using PromptOpt.Caching;

namespace PromptOpt.Tests.Caching;

public sealed class MemoryResponseCacheTests : ResponseCacheContract
{
    protected override IResponseCache Cache { get; } = new MemoryResponseCache();

    [Fact]
    public void The_least_recently_used_makes_room()
    {
        var cache = new MemoryResponseCache(maxBytes: 3 * 1400);
        for (var i = 1; i <= 3; i++) cache.Save(Key(i), Response(new string('x', 1000)));
        cache.CountHit(Key(1));
        cache.Save(Key(4), Response(new string('x', 1000)));
        Assert.Equal([1, 3, 4], Enumerable.Range(1, 4).Where(i => cache.Find(Key(i)) is not null));
    }

    [Fact]
    public void What_is_larger_than_the_cache_is_not_kept_and_removes_nothing()
    {
        var cache = new MemoryResponseCache(maxBytes: 2000);
        cache.Save(Key(1), Response("a"));
        cache.Save(Key(2), Response(new string('x', 3000)));
        Assert.Null(cache.Find(Key(2)));
        Assert.NotNull(cache.Find(Key(1)));
    }

    [Fact]
    public void Replacing_does_not_use_up_the_room()
    {
        var cache = new MemoryResponseCache(maxBytes: 2 * 1400);
        cache.Save(Key(1), Response("a"));
        for (var i = 0; i < 20; i++) cache.Save(Key(2), Response(new string('x', 1000)));
        Assert.NotNull(cache.Find(Key(1)));
    }
}
