namespace PromptOpt.Downloads;

/// <summary>One file to be downloaded.</summary>
public sealed record DownloadRequest
{
    /// <summary>Where it comes from, by http or https.</summary>
    public required Uri Source { get; init; }

    /// <summary>Absolute path it gets once it is complete and checked.</summary>
    public required string Target { get; init; }

    /// <summary>What messages call the source. Default: its address without what may be secret in it.</summary>
    public string? Label { get; init; }

    /// <summary>What it must hash to; null if that is not known.</summary>
    public Checksum? Expected { get; init; }

    /// <summary>Name of a response header of the source's own host that holds the SHA-256; null if there is none.</summary>
    public string? ChecksumHeader { get; init; }

    /// <summary>Access token, sent to the source's own host and to no other; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>What a person can do if access is refused.</summary>
    public string AccessRemedy { get; init; } = "check that you may read it";

    /// <summary>Looks at the complete file before it gets its name, and throws to refuse it.</summary>
    public Action<string>? Inspect { get; init; }

    internal string Name => Label ?? Shown(Source);

    /// <summary>What messages call a host that was asked.</summary>
    internal string HostName(Uri address) => Label is null ? address.Host : "the server";

    /// <summary>An address without what may be secret in it.</summary>
    internal static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
