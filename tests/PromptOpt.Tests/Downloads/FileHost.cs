using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PromptOpt.Downloads;

namespace PromptOpt.Tests.Downloads;

/// <summary>An HTTP/1.1 server on the loopback that serves one file, and misbehaves on request.</summary>
internal sealed class FileHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public FileHost(byte[]? content = null)
    {
        Content = content ?? Bytes(300_000);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public byte[] Content { get; set; }

    /// <summary>Null: no ETag is sent.</summary>
    public string? EntityTag { get; set; } = "\"one\"";

    public bool HasRanges { get; set; } = true;

    /// <summary>Bytes after which a connection is cut, one entry a request; more requests are served in full.</summary>
    public Queue<int> Cuts { get; } = new();

    /// <summary>Status of the next requests instead of the file.</summary>
    public Queue<int> Refusals { get; } = new();

    /// <summary>Address that every request is redirected to.</summary>
    public Uri? RedirectTo { get; set; }

    /// <summary>Further header lines of every answer.</summary>
    public List<string> Headers { get; } = [];

    /// <summary>Length that is claimed instead of the real one.</summary>
    public long? ClaimedLength { get; set; }

    /// <summary>Whether nothing is ever answered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The requests so far: head lines as sent.</summary>
    public List<string> Requests { get; } = [];

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/model.gguf");

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 31) ^ (i >> 8)))];

    /// <summary>A downloader that pauses as given and talks to this machine without a proxy.</summary>
    public static Downloader CreateDownloader(params TimeSpan[] pauses) => new(CreateHandler()) { Pauses = pauses };

    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _accepting.Wait();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                try
                {
                    await AnswerAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // the client has gone
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // stopped
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = await ReadHeadAsync(stream);
        if (head.Length == 0) return;
        lock (Requests) Requests.Add(head);
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        if (Refusals.TryDequeue(out var status)) await WriteAsync(stream, $"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n{More()}");
        else if (RedirectTo is { } target) await WriteAsync(stream, $"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n{More()}");
        else await SendFileAsync(stream, head);
    }

    private async Task SendFileAsync(NetworkStream stream, string head)
    {
        var from = HasRanges && Value(head, "If-Range") == EntityTag && Value(head, "Range") is { } range
            ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : 0;
        if (from >= Content.Length)
        {
            await WriteAsync(stream, $"HTTP/1.1 416 No\r\nContent-Range: bytes */{Content.Length}\r\nContent-Length: 0\r\n{More()}");
            return;
        }

        var rest = Content.AsMemory(from);
        var line = from > 0 ? $"HTTP/1.1 206 Part\r\nContent-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n" : "HTTP/1.1 200 OK\r\n";
        var tag = EntityTag is null ? "" : $"ETag: {EntityTag}\r\n";
        await WriteAsync(stream, $"{line}{tag}Content-Length: {ClaimedLength ?? rest.Length}\r\n{More()}");
        await stream.WriteAsync(Cuts.TryDequeue(out var cut) ? rest[..Math.Min(cut, rest.Length)] : rest);
    }

    private string More() => string.Concat(Headers.Select(line => line + "\r\n"));

    private static async Task WriteAsync(NetworkStream stream, string head) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "Connection: close\r\n\r\n"));

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) > 0) head.Append((char)buffer[0]);
        return head.ToString();
    }

    private static string? Value(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
