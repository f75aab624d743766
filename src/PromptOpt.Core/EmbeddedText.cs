namespace PromptOpt;

/// <summary>Text files that are part of the library.</summary>
internal static class EmbeddedText
{
    /// <summary>Reads one by its resource name, with line ends as <c>\n</c>.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the library has no resource {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
