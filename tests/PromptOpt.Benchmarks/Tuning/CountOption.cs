using System.Globalization;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The value of an option that counts something.</summary>
internal static class CountOption
{
    /// <summary>A whole number above 0.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static int Read(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
        ? count
        : throw new BadInputException($"{name}: '{value}' is no whole number above 0.");
}
