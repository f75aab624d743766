using System.Globalization;
using System.Text;

namespace PromptOpt.Cli.Printing;

/// <summary>The table of an <see cref="EntropyReport"/> for other programs: RFC 4180, invariant numbers, empty for a missing value.</summary>
internal static class EntropyCsv
{
    private const string Head = "temperature,entropy,standard_error,log_entropy,curvature,answers,tokens";

    /// <summary>Makes the folder of the file, before anything is measured.</summary>
    /// <exception cref="BadInputException">It cannot be made.</exception>
    public static void Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"--output: the folder of {path} cannot be made: {e.Message} Name another file.", e);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="PromptOptException">It cannot be written.</exception>
    public static void Write(string path, EntropyReport report)
    {
        try
        {
            File.WriteAllText(path, Of(report));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PromptOptException($"{path} cannot be written: {e.Message} Name another file with --output.", e);
        }
    }

    private static string Of(EntropyReport report)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var line in report.Temperatures)
        {
            double?[] cells = [line.Temperature, line.Entropy, line.StandardError, line.LogEntropy, line.Curvature, line.Answers, line.Tokens];
            text.AppendJoin(',', cells.Select(cell => cell?.ToString("R", CultureInfo.InvariantCulture) ?? "")).Append("\r\n");
        }

        return text.ToString();
    }
}
