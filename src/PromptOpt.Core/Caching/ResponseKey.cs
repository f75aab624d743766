using System.Security.Cryptography;

namespace PromptOpt.Caching;

/// <summary>Names a request in a response cache. Two requests have the same key only if everything that the response depends on is the same.</summary>
/// <param name="Hex">SHA-256 of the request's canonical form, 64 lower-case hex digits.</param>
public readonly record struct ResponseKey(string Hex)
{
    /// <summary>The key of a canonical form.</summary>
    public static ResponseKey Of(ReadOnlySpan<byte> canonical) => new(Convert.ToHexStringLower(SHA256.HashData(canonical)));

    /// <summary>The 32 bytes of the hash.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);
}
