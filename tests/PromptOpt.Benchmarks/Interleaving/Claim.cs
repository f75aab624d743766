using System.Globalization;

namespace PromptOpt.Benchmarks;

/// <summary>A number that is held against a bound.</summary>
/// <param name="Name">What the number is.</param>
/// <param name="AtLeast">Lower bound; null for none.</param>
/// <param name="AtMost">Upper bound; null for none.</param>
internal sealed record Claim(string Name, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>The bound in words; empty where the number is only reported.</summary>
    public string Wanted => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast is null ? "" : $">= {AtLeast}")}{(AtMost is null ? "" : $"<= {AtMost}")}");

    public bool Holds(double value) => !(value < AtLeast) && !(value > AtMost);
}
