using System.Net;

namespace PromptOpt.Downloads;

/// <summary>A server's answer: what it says of a file, and the content from <see cref="From"/> on.</summary>
internal sealed class RemoteFile(HttpResponseMessage response, Checksum? announced) : IDisposable
{
    /// <summary>The SHA-256 that the source's own host gave with the file; null if it gave none.</summary>
    public Checksum? Announced => announced;

    /// <summary>Whether the server has nothing after the bytes that were asked to be left out.</summary>
    public bool IsPastTheEnd => response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <summary>Position of the first byte in the file; null if the server does not say.</summary>
    public long? From => response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From : 0;

    /// <summary>Bytes of the whole file; null if the server does not say.</summary>
    public long? Length => response.StatusCode == HttpStatusCode.PartialContent
        ? response.Content.Headers.ContentRange?.Length
        : response.Content.Headers.ContentLength;

    /// <summary>Its ETag, if it stands for the very bytes.</summary>
    public string? EntityTag => response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? Modified => response.Content.Headers.LastModified;

    /// <summary>The content.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    public void Dispose() => response.Dispose();
}
