using PromptOpt.LlamaCpp.Files;

namespace PromptOpt.LlamaCpp;

/// <summary>Looks at a model file without loading it.</summary>
public static class ModelFileInspection
{
    /// <summary>Reads the header and compares the length of the file with it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">It is missing, no GGUF, or cut off.</exception>
    public static ModelFileReport Inspect(string path)
    {
        var file = GgufFile.Read(path);
        return new(file.Name, file.Architecture, file.Quantization);
    }
}
