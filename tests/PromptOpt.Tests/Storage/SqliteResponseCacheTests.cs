using Microsoft.Data.Sqlite;
using PromptOpt.Caching;
using PromptOpt.Storage;
using PromptOpt.Tests.Caching;

namespace PromptOpt.Tests.Storage;

public sealed class SqliteResponseCacheTests : ResponseCacheContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];
    private readonly StoppedClock _clock = new();
    private SqliteResponseCache _cache;

    public SqliteResponseCacheTests() => _cache = Open();

    protected override IResponseCache Cache => _cache;

    private string Db => _folder.File("c/responses.db");

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Closing_leaves_one_file_and_everything_in_it()
    {
        for (var i = 0; i < 3000; i++) _cache.Save(Key(i), Response($"{i}"));
        await ReopenAsync();
        Assert.All(Enumerable.Range(0, 3000), i => Assert.Equal($"{i}", Text(_cache.Find(Key(i)))));
        await _cache.DisposeAsync();
        await _cache.DisposeAsync(); // twice is as good as once
        Assert.Equal([Db], Directory.GetFiles(_folder.File("c")));
        _cache = Open();
    }

    [Fact]
    public async Task A_copy_of_the_files_taken_while_open_has_everything_that_was_flushed()
    {
        // What a killed process leaves behind is what is in the files now.
        _cache.Save(Key(1), Response("a"));
        await _cache.FlushAsync();
        foreach (var name in new[] { "responses.db", "responses.db-wal" }) _folder.Copy($"c/{name}", $"copy/{name}");
        await using var copy = SqliteResponseCache.Open(_folder.File("copy/responses.db"), new());
        Assert.Equal("a", Text(copy.Find(Key(1))));
    }

    [Fact]
    public async Task Two_writers_share_a_file()
    {
        await using (var other = Open())
        {
            Parallel.For(0, 1000, i => (i % 2 == 0 ? _cache : other).Save(Key(i % 600), Response($"{i % 600}")));
            await Task.WhenAll(_cache.FlushAsync(), other.FlushAsync());
            Assert.All(Enumerable.Range(0, 600), i => Assert.Equal($"{i}", Text(other.Find(Key(i)))));
        }

        Assert.Equal(600, Assert.Single(_cache.ReadUse()).Entries);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Several_processes_may_open_a_new_file_at_once()
    {
        var path = _folder.File("new/responses.db");
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => SqliteResponseCache.Open(path, new() { Note = _notes.Add }))));
        for (var i = 0; i < 8; i++) opened[i].Save(Key(i), Response($"{i}"));
        foreach (var cache in opened) await cache.DisposeAsync();
        await using var all = SqliteResponseCache.Open(path, new());
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal($"{i}", Text(all.Find(Key(i)))));
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Use_is_told_by_model_and_engine_and_hits_of_what_made_room_count_on()
    {
        _cache.Save(Key(1), Response("abc", "m1", tokens: 100));
        _cache.Save(Key(2), Response("de", "m1", tokens: 7));
        _cache.Save(Key(3), Response("f", "m2", tokens: 1));
        _cache.Save(Key(4), Response("g", "m1", tokens: 1, engine: "e2"));
        _cache.CountHit(Key(1));
        _cache.CountHit(Key(1));
        _cache.CountHit(Key(2));
        _cache.CountHit(Key(99));
        await ReopenAsync();
        Assert.Equal(
            [("m1", "e", 2, 5, 3, 207), ("m1", "e2", 1, 1, 0, 0), ("m2", "e", 1, 1, 0, 0)],
            _cache.ReadUse().Select(u => (u.ModelIdentity, u.Engine, u.Entries, u.Bytes, u.Hits, u.TokensSaved)));
        _cache.Run("DELETE FROM response WHERE tokens = 100");
        Assert.Equal((1, 3, 207), _cache.ReadUse().Select(u => (u.Entries, u.Hits, u.TokensSaved)).First());
    }

    [Fact]
    public async Task The_file_stays_below_its_limit_and_the_longest_unused_make_room()
    {
        await _cache.DisposeAsync();
        _cache = Open(ResponseCacheOptions.LeastMaxBytes);
        for (var i = 0; i < 40; i++)
        {
            _clock.Now += TimeSpan.FromSeconds(60);
            _cache.Save(Key(i), Response(new string('x', 50_000)));
            _cache.CountHit(Key(0));
            await _cache.FlushAsync();
        }

        Assert.InRange(SqliteResponseCache.BytesOnDisk(Db), 500_000, 1_100_000);
        Assert.NotNull(_cache.Find(Key(0)));
        Assert.NotNull(_cache.Find(Key(39)));
        Assert.Null(_cache.Find(Key(1)));
    }

    [Fact]
    public async Task Clearing_removes_what_was_asked_for_and_frees_the_disk()
    {
        for (var i = 0; i < 20; i++) _cache.Save(Key(i), Response(new string('x', 50_000), i < 10 ? "aa1" : "ab2"));
        await _cache.FlushAsync();
        _clock.Now += TimeSpan.FromDays(31);
        _cache.CountHit(Key(0));
        await _cache.FlushAsync();
        Assert.Equal(0, _cache.Clear(new() { ModelPrefix = "b" }).Entries);
        var removed = _cache.Clear(new() { ModelPrefix = "aa", NotUsedFor = TimeSpan.FromDays(30) });
        Assert.Equal(9, removed.Entries);
        Assert.InRange(removed.Bytes, 400_000, 3_000_000);
        Assert.NotNull(_cache.Find(Key(0)));
        Assert.NotNull(_cache.Find(Key(10)));
        Assert.Equal(11, _cache.Clear(new()).Entries);
        Assert.Empty(_cache.ReadUse());
        Assert.InRange(SqliteResponseCache.BytesOnDisk(Db), 1, 100_000);
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 10", "the disk is full")]
    [InlineData("PRAGMA query_only = ON", "readonly")]
    public async Task What_cannot_be_written_is_told_once_and_the_run_goes_on(string failure, string why)
    {
        _cache.Run(failure);
        for (var i = 0; i < 5; i++)
        {
            _cache.Save(Key(i), Response(new string('x', 100_000)));
            await _cache.FlushAsync();
        }

        var note = Assert.Single(_notes);
        Assert.Contains(Db, note, StringComparison.Ordinal);
        Assert.Contains(why, note, StringComparison.Ordinal);
        Assert.Null(_cache.Find(Key(1)));
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_miss_and_told_once()
    {
        _cache.Save(Key(1), Response("a"));
        await _cache.FlushAsync();
        _cache.Run("ALTER TABLE response RENAME TO gone");
        Assert.Null(_cache.Find(Key(1)));
        Assert.Null(_cache.Find(Key(1)));
        Assert.Single(_notes);
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_a_remedy()
    {
        for (var i = 0; i < 50; i++) _cache.Save(Key(i), Response(new string('x', 3000)));
        await _cache.DisposeAsync();
        var bytes = File.ReadAllBytes(Db);
        Array.Fill(bytes, (byte)0xA5, 100, bytes.Length - 100);
        File.WriteAllBytes(Db, bytes);
        var error = Assert.Throws<DamagedCacheException>(() => SqliteResponseCache.Open(Db, new()));
        Assert.Contains(Db, error.Message, StringComparison.Ordinal);
        Assert.Contains("promptopt cache clear", error.Message, StringComparison.Ordinal);
        SqliteResponseCache.Delete(Db);
        _cache = Open();
    }

    [Fact]
    public void Another_programs_database_and_a_newer_one_are_bad_input()
    {
        var path = _folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Run("CREATE TABLE t (x)");
        }

        Assert.Contains("not a response cache", Assert.Throws<BadInputException>(() => SqliteResponseCache.Open(path, new())).Message, StringComparison.Ordinal);
        _cache.Run("PRAGMA user_version = 99");
        Assert.Contains("newer promptopt (format 99", Assert.Throws<BadInputException>(() => SqliteResponseCache.Open(Db, new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("file"), "");
        var error = Assert.Throws<PromptOptException>(() => SqliteResponseCache.Open(_folder.File("file/responses.db"), new()));
        Assert.Contains(_folder.File("file/responses.db"), error.Message, StringComparison.Ordinal);
    }

    private SqliteResponseCache Open(long maxBytes = ResponseCacheOptions.DefaultMaxBytes) =>
        SqliteResponseCache.Open(Db, new() { MaxBytes = maxBytes, Note = _notes.Add, Time = _clock });

    private async Task ReopenAsync()
    {
        await _cache.DisposeAsync();
        _cache = Open();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
