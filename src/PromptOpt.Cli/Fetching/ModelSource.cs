namespace PromptOpt.Cli.Fetching;

/// <summary>Where a model is pulled from.</summary>
internal sealed record ModelSource
{
    private const string HubPrefix = "hf:";
    private const string HubForm = "hf:OWNER/REPO/FILE.gguf or hf:OWNER/REPO@REVISION/FILE.gguf";
    private const string DefaultHub = "https://huggingface.co";

    /// <summary>Address of the file.</summary>
    public required Uri Address { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Whether it is on Hugging Face, or the mirror that <c>HF_ENDPOINT</c> names.</summary>
    public required bool IsOnHub { get; init; }

    /// <summary>Reads what the user gave.</summary>
    /// <param name="text">An address, or <c>hf:owner/repo[@revision]/path/file.gguf</c>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="BadInputException">It is neither.</exception>
    public static ModelSource Parse(string text, Func<string, string?> variable)
    {
        var hub = Hub(variable);
        var address = text.StartsWith(HubPrefix, StringComparison.Ordinal) ? HubAddress(text[HubPrefix.Length..], hub) : PlainAddress(text);
        var isOnHub = hub.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase) && hub.Port == address.Port && hub.Scheme == address.Scheme;
        if (isOnHub) address = Raw(address);
        return new() { Address = address, FileName = Uri.UnescapeDataString(address.Segments[^1]), IsOnHub = isOnHub };
    }

    private static Uri Hub(Func<string, string?> variable)
    {
        var text = variable("HF_ENDPOINT") is { Length: > 0 } given ? given : DefaultHub;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var hub) && IsWeb(hub)
            ? hub
            : throw new BadInputException($"HF_ENDPOINT: '{text}' is no http or https address; unset it, or correct it");
    }

    private static Uri HubAddress(string path, Uri hub)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts.Any(part => part.Length == 0 || part is "." or ".."))
            throw new BadInputException($"SOURCE: '{HubPrefix}{path}' does not name a file; write {HubForm}");
        var (repository, revision) = parts[1].Split('@', 2) is [var name, var given] ? (name, given) : (parts[1], "main");
        if (repository.Length == 0 || revision.Length == 0) throw new BadInputException($"SOURCE: '{HubPrefix}{path}' has an empty name; write {HubForm}");
        var file = string.Join('/', parts[2..].Select(Uri.EscapeDataString));
        return new Uri(hub, $"{Uri.EscapeDataString(parts[0])}/{Uri.EscapeDataString(repository)}/resolve/{Uri.EscapeDataString(Uri.UnescapeDataString(revision))}/{file}");
    }

    private static Uri PlainAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && IsWeb(address)
        ? address
        : throw new BadInputException($"SOURCE: '{text}' is no address; write https://... or {HubForm}");

    /// <summary>The address of the page about a file, as copied from a browser, becomes that of the file.</summary>
    private static Uri Raw(Uri address)
    {
        var parts = address.AbsolutePath.Split('/');
        if (parts.Length < 6 || parts[3] != "blob") return address;
        parts[3] = "resolve";
        return new Uri(address, string.Join('/', parts));
    }

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;
}
