using System.Security.Cryptography;
using System.Text;

namespace PromptOpt.Tasks;

/// <summary>Texts made comparable: trimmed, inner whitespace collapsed to one space, case-folded.</summary>
internal static class NormalizedText
{
    /// <summary>The normalised text.</summary>
    public static string Of(string text) => Collapse(text).ToUpperInvariant().ToLowerInvariant();

    /// <summary>The text trimmed, with every run of whitespace as one space.</summary>
    public static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>SHA-256 of the normalised text in lower-case hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(text))));
}
