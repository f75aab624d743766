using PromptOpt.LanguageModels;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>What some requests took.</summary>
/// <param name="Seconds">Wall-clock time until the last was done.</param>
/// <param name="Usages">What each cost.</param>
/// <param name="NativeShare">Share of that time spent in native code, 0 to 1; null where it is unknown.</param>
internal sealed record BenchTiming(double Seconds, IReadOnlyList<CallUsage> Usages, double? NativeShare)
{
    /// <summary>Requests a second.</summary>
    public double RequestRate => Usages.Count / Seconds;

    /// <summary>Prompt tokens computed a second.</summary>
    public double PromptRate => Usages.Sum(usage => usage.PromptTokens - usage.CachedTokens) / Seconds;

    /// <summary>Answer tokens a second.</summary>
    public double AnswerRate => Usages.Sum(usage => usage.OutputTokens) / Seconds;
}
