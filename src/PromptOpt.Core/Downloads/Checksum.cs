using System.Security.Cryptography;

namespace PromptOpt.Downloads;

/// <summary>What a file's content must hash to.</summary>
public sealed record Checksum
{
    private Checksum(HashAlgorithmName algorithm, string hex) => (Algorithm, Hex) = (algorithm, hex);

    /// <summary>SHA-256 or SHA-512.</summary>
    public HashAlgorithmName Algorithm { get; }

    /// <summary>The hash in lower-case hex digits.</summary>
    public string Hex { get; }

    /// <summary>A SHA-256 of 64 hex digits; null for any other text.</summary>
    public static Checksum? TrySha256(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigit) ? new(HashAlgorithmName.SHA256, text.ToLowerInvariant()) : null;

    /// <summary>The value that npm keeps of a package: <c>sha512-</c> and the hash in base 64.</summary>
    /// <exception cref="FormatException">It is written differently.</exception>
    public static Checksum FromIntegrity(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string prefix = "sha512-";
        var bytes = text.StartsWith(prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[prefix.Length..]) : [];
        if (bytes.Length != SHA512.HashSizeInBytes) throw new FormatException($"'{text}' is no integrity value of the form {prefix}...");
        return new(HashAlgorithmName.SHA512, Convert.ToHexStringLower(bytes));
    }

    /// <summary>The hash of what follows in a stream.</summary>
    /// <param name="algorithm">SHA-256 or SHA-512.</param>
    /// <param name="stream">The content.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Checksum> OfAsync(HashAlgorithmName algorithm, Stream stream, CancellationToken cancellationToken = default) =>
        new(algorithm, Convert.ToHexStringLower(await CryptographicOperations.HashDataAsync(algorithm, stream, cancellationToken)));

    /// <inheritdoc/>
    public override string ToString() => $"{(Algorithm == HashAlgorithmName.SHA256 ? "SHA-256" : "SHA-512")} {Hex}";
}
