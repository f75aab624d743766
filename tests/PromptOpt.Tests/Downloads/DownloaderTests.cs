using System.Net;
using System.Net.Sockets;
using PromptOpt.Downloads;

namespace PromptOpt.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileHost _host = new();
    private readonly Downloader _downloader = FileHost.CreateDownloader(TimeSpan.Zero, TimeSpan.Zero);
    private readonly List<DownloadProgress> _progress = [];

    private string Target => _folder.File("models/model.gguf");

    public void Dispose()
    {
        _downloader.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_arrives_whole_with_its_checksum_and_leaves_no_part()
    {
        var result = await PullAsync();
        Assert.Equal(new DownloadResult(Target, _host.Content.Length, Checksum.TrySha256(_host.Sha256)!, false, false), result);
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
        Assert.Single(Directory.GetFiles(_folder.File("models")));
        Assert.Equal(new(DownloadStage.Receiving, 0, _host.Content.Length), _progress[0]);
        Assert.Equal(new(DownloadStage.Checking, _host.Content.Length, _host.Content.Length), _progress[^1]);
    }

    [Fact]
    public async Task A_broken_transfer_goes_on_where_it_stopped()
    {
        _host.Cuts.Enqueue(100_000);
        _host.Cuts.Enqueue(50_000);
        await PullAsync();
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(["", "bytes=100000-", "bytes=150000-"], _host.Requests.Select(Range));
        Assert.Equal(2, _progress.Count(p => p.Stage == DownloadStage.Waiting));
    }

    [Fact]
    public async Task Tries_that_bring_bytes_do_not_count_as_failures()
    {
        for (var i = 0; i < 20; i++) _host.Cuts.Enqueue(10_000);
        await PullAsync();
        Assert.Equal(21, _host.Requests.Count);
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_later_run_goes_on_where_an_earlier_one_stopped()
    {
        _host.Cuts.Enqueue(100_000);
        for (var i = 0; i < 3; i++) _host.Cuts.Enqueue(0);
        var failure = await Assert.ThrowsAsync<DownloadException>(() => PullAsync());
        Assert.Contains("Run the same command again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(100_000, new FileInfo(Target + ".part").Length);
        Assert.False(File.Exists(Target));
        _host.Cuts.Clear();
        await PullAsync();
        Assert.Equal("bytes=100000-", Range(_host.Requests[^1]));
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_file_that_has_changed_is_started_over()
    {
        await StopAfterAsync(100_000);
        _host.EntityTag = "\"two\"";
        _host.Content = [.. FileHost.Bytes(200_000).Reverse()];
        await PullAsync();
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Theory]
    [InlineData(false, "\"one\"")]
    [InlineData(true, null)]
    [InlineData(true, "W/\"weak\"")]
    public async Task Without_ranges_or_a_strong_tag_the_file_is_started_over(bool hasRanges, string? tag)
    {
        (_host.HasRanges, _host.EntityTag) = (hasRanges, tag);
        await StopAfterAsync(100_000);
        await PullAsync();
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task The_part_of_another_address_is_not_gone_on_with()
    {
        await StopAfterAsync(100_000);
        await _downloader.DownloadAsync(Request() with { Source = new Uri(_host.Address, "other.gguf") });
        Assert.Equal("", Range(_host.Requests[^1]));
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_part_that_was_complete_is_only_checked()
    {
        await StopAfterAsync(_host.Content.Length, claimed: _host.Content.Length + 1);
        var state = File.ReadAllText(Target + ".part.json");
        await File.WriteAllTextAsync(Target + ".part.json", state.Replace($"{_host.Content.Length + 1}", $"{_host.Content.Length}", StringComparison.Ordinal));
        await PullAsync();
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_wrong_checksum_removes_the_file_and_names_both()
    {
        var wrong = new string('a', 64);
        var failure = await Assert.ThrowsAsync<DownloadException>(() => PullAsync(Checksum.TrySha256(wrong)));
        Assert.Contains(wrong, failure.Message, StringComparison.Ordinal);
        Assert.Contains(_host.Sha256, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("models")));
    }

    [Fact]
    public async Task A_checksum_in_the_header_of_the_source_is_used()
    {
        _host.Headers.Add($"X-Linked-Etag: \"{_host.Sha256}\"");
        Assert.True((await _downloader.DownloadAsync(Request() with { ChecksumHeader = "X-Linked-Etag" })).IsVerified);
        Assert.True((await _downloader.DownloadAsync(Request() with { ChecksumHeader = "X-Linked-Etag" })).WasThere);
    }

    [Fact]
    public async Task A_checksum_that_the_server_contradicts_costs_no_transfer()
    {
        _host.Headers.Add($"X-Linked-Etag: \"{_host.Sha256}\"");
        var request = Request() with { ChecksumHeader = "X-Linked-Etag", Expected = Checksum.TrySha256(new string('b', 64)) };
        await Assert.ThrowsAsync<DownloadException>(() => _downloader.DownloadAsync(request));
        Assert.Empty(Directory.GetFiles(_folder.File("models")));
    }

    [Fact]
    public async Task A_file_with_the_right_checksum_needs_no_network()
    {
        _folder.Write("models/model.gguf", "");
        await File.WriteAllBytesAsync(Target, _host.Content);
        Assert.True((await PullAsync(Checksum.TrySha256(_host.Sha256))).WasThere);
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public async Task A_file_of_the_same_size_counts_as_there_if_nothing_more_is_known()
    {
        await PullAsync();
        var again = await PullAsync();
        Assert.True(again is { WasThere: true, IsVerified: false });
        Assert.Equal(Checksum.TrySha256(_host.Sha256), again.Checksum);
    }

    [Fact]
    public async Task Another_file_of_the_same_name_is_never_overwritten()
    {
        _folder.Write("models/model.gguf", "mine");
        Assert.Contains("4 bytes, not 300,000", (await Assert.ThrowsAsync<BadInputException>(() => PullAsync())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Checksum.TrySha256(_host.Sha256)));
        Assert.Equal("mine", File.ReadAllText(Target));
    }

    [Fact]
    public async Task A_file_that_is_refused_gets_no_name()
    {
        var request = Request() with { Inspect = _ => throw new BadInputException("no model") };
        await Assert.ThrowsAsync<BadInputException>(() => _downloader.DownloadAsync(request));
        Assert.Empty(Directory.GetFiles(_folder.File("models")));
    }

    [Theory]
    [InlineData(404, "There is no http://127.0.0.1")]
    [InlineData(401, "is refused (401): check that you may read it")]
    [InlineData(403, "is refused (403)")]
    public async Task A_refusal_is_bad_input_and_is_not_tried_again(int status, string message)
    {
        _host.Refusals.Enqueue(status);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => PullAsync());
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Single(_host.Requests);
        Assert.Empty(Directory.GetFiles(_folder.File("models")));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        _host.Refusals.Enqueue(503);
        _host.Refusals.Enqueue(429);
        await PullAsync();
        Assert.Equal(3, _host.Requests.Count);
    }

    [Fact]
    public async Task A_token_goes_to_the_host_of_the_source_alone()
    {
        using var other = new FileHost();
        _host.RedirectTo = other.Address;
        await _downloader.DownloadAsync(Request() with { Token = "secret" });
        Assert.Contains("Authorization: Bearer secret", Assert.Single(_host.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Single(other.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_checksum_that_another_host_sends_is_not_believed()
    {
        using var other = new FileHost();
        other.Headers.Add($"X-Linked-Etag: \"{new string('c', 64)}\"");
        _host.RedirectTo = other.Address;
        Assert.False((await _downloader.DownloadAsync(Request() with { ChecksumHeader = "X-Linked-Etag" })).IsVerified);
    }

    [Fact]
    public async Task Endless_redirects_end()
    {
        _host.RedirectTo = _host.Address;
        Assert.Contains("redirects more than", (await Assert.ThrowsAsync<DownloadException>(() => PullAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_an_address_are_not_told_or_stored()
    {
        _host.Cuts.Enqueue(100);
        for (var i = 0; i < 4; i++) _host.Refusals.Enqueue(503);
        _host.Refusals.Enqueue(404);
        var request = Request() with { Source = new Uri(_host.Address + "?token=hidden") };
        await Assert.ThrowsAsync<DownloadException>(() => _downloader.DownloadAsync(request with { Target = _folder.File("a/one.gguf") }));
        Assert.DoesNotContain("hidden", string.Concat(Directory.GetFiles(_folder.File("a"), "*.json").Select(File.ReadAllText)), StringComparison.Ordinal);
        _host.Refusals.Clear();
        _host.Refusals.Enqueue(404);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => _downloader.DownloadAsync(request));
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_disk_holds_is_refused_before_it_is_full()
    {
        _host.ClaimedLength = 1L << 60;
        Assert.Contains("too little room", (await Assert.ThrowsAsync<DownloadException>(() => PullAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        _host.IsSilent = true;
        using var impatient = new Downloader(FileHost.CreateHandler()) { Pauses = [], LongestSilence = TimeSpan.FromMilliseconds(50) };
        var failure = await Assert.ThrowsAsync<DownloadException>(() => impatient.DownloadAsync(Request()));
        Assert.Contains("nothing came", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_told()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/x");
        port.Stop();
        var failure = await Assert.ThrowsAsync<DownloadException>(() => _downloader.DownloadAsync(Request() with { Source = address }));
        Assert.Contains("no answer from 127.0.0.1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_keeps_the_part()
    {
        using var stop = new CancellationTokenSource();
        _host.ClaimedLength = _host.Content.Length + 1000; // the rest never comes
        var progress = new Recorder(p => { if (p.Received == 100_000 || p.Received == _host.Content.Length) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _downloader.DownloadAsync(Request(), progress, stop.Token));
        Assert.True(new FileInfo(Target + ".part").Length > 0);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Two_downloads_of_one_file_do_not_mix()
    {
        Directory.CreateDirectory(_folder.File("models"));
        await using var held = new FileStream(Target + ".part", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("another process", (await Assert.ThrowsAsync<DownloadException>(() => PullAsync())).Message, StringComparison.Ordinal);
    }

    private DownloadRequest Request() => new() { Source = _host.Address, Target = Target };

    private Task<DownloadResult> PullAsync(Checksum? expected = null) =>
        _downloader.DownloadAsync(Request() with { Expected = expected }, new Recorder(_progress.Add));

    private async Task StopAfterAsync(int bytes, long? claimed = null)
    {
        using var once = FileHost.CreateDownloader();
        _host.Cuts.Enqueue(bytes);
        _host.ClaimedLength = claimed;
        await Assert.ThrowsAsync<DownloadException>(() => once.DownloadAsync(Request()));
        _host.ClaimedLength = null;
        Assert.Equal(bytes, new FileInfo(Target + ".part").Length);
    }

    private static string Range(string head) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith("Range: ", StringComparison.Ordinal))?["Range: ".Length..] ?? "";

    private sealed class Recorder(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
