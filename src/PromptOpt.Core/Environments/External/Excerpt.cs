using System.Text;

namespace PromptOpt.Environments.External;

/// <summary>The beginning of a text, on one line, for messages.</summary>
internal static class Excerpt
{
    private const int Most = 160;

    /// <summary>At most 160 characters, control characters as spaces.</summary>
    public static string Of(string text)
    {
        string cut = text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "...";
        return string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c));
    }

    /// <summary>The same of bytes that should have been UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Of(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * Most)]));
}
