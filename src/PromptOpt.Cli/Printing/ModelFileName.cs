using System.Text.RegularExpressions;

namespace PromptOpt.Cli.Printing;

/// <summary>What the name of a GGUF file tells, by the naming convention of the format.</summary>
internal static partial class ModelFileName
{
    /// <summary>Quantisation such as <c>Q4_1</c>; <see cref="Format.Nothing"/> if the name does not say.</summary>
    public static string Quantization(string fileName) =>
        Pattern().Match(fileName) is { Success: true } match ? match.Value.ToUpperInvariant() : Format.Nothing;

    [GeneratedRegex(@"(?<=[-._])(I?Q\d(_[A-Z0-9]+)*|TQ\d_\d|MXFP4|B?F16|F32)(?=[-.])", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
