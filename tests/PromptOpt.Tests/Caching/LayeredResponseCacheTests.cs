using PromptOpt.Caching;

namespace PromptOpt.Tests.Caching;

public sealed class LayeredResponseCacheTests : ResponseCacheContract
{
    private readonly MemoryResponseCache _near = new();
    private readonly MemoryResponseCache _far = new();

    public LayeredResponseCacheTests() => Cache = new LayeredResponseCache(_near, _far);

    protected override IResponseCache Cache { get; }

    [Fact]
    public void What_the_far_one_finds_comes_near()
    {
        _far.Save(Key(1), Response("a"));
        Assert.Equal("a", Text(Cache.Find(Key(1))));
        Assert.Equal("a", Text(_near.Find(Key(1))));
    }

    [Fact]
    public void What_is_saved_is_saved_in_both()
    {
        Cache.Save(Key(1), Response("a"));
        Assert.NotNull(_near.Find(Key(1)));
        Assert.NotNull(_far.Find(Key(1)));
    }
}
