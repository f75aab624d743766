using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>
/// The probability of every score, read from the probabilities of its tokens instead of from draws (Requeima et al. 2024). Two digits are one request: its
/// continuations share their beginnings, so where each digit is a token of its own they are 111 tokens of which 12 are computed. Of three digits, the first two are
/// read at once, then the third behind those beginnings that have more than a thousandth of the mass; the rest is spread evenly.
/// </summary>
internal sealed class ExactScoreReader(ILanguageModel model) : IScoreReader
{
    private const double LeastMass = 1e-3;
    private const int DigitsAtOnce = 2;

    private readonly bool _digitsAreTokens = model.CountTokens("48217") - model.CountTokens("4") == 4;

    public async Task<ScoreDistribution> ReadAsync(ChatPrompt prompt, ScoreScale scale, bool canFail, ulong seed, CancellationToken cancellationToken)
    {
        int digits = _digitsAreTokens ? Math.Min(scale.Digits, DigitsAtOnce) : scale.Digits;
        var texts = Numbers(digits).Select(number => " " + number).ToList();
        if (canFail) texts.Add(" " + LlamboPrompts.Failed);
        var mass = await ReadAsync(prompt, texts, cancellationToken);
        double failure = canFail ? mass[^1] : 0;
        var scores = mass[..(int)Math.Pow(10, digits)];
        for (; digits < scale.Digits; digits++) scores = await DigitAsync(prompt, scores, digits, cancellationToken);
        return ScoreDistribution.FromMass(scale, scores, failure);
    }

    // Adds a digit behind the heavy beginnings.
    private async Task<double[]> DigitAsync(ChatPrompt prompt, double[] mass, int digits, CancellationToken cancellationToken)
    {
        double all = mass.Sum();
        var finer = mass.SelectMany(m => Enumerable.Repeat(m / 10, 10)).ToArray();
        int[] heavy = [.. Enumerable.Range(0, mass.Length).Where(i => mass[i] > LeastMass * all)];
        if (heavy.Length == 0) return finer;
        var numbers = Numbers(digits);
        var read = await ReadAsync(prompt, [.. heavy.SelectMany(i => Numbers(1).Select(digit => " " + numbers[i] + digit))], cancellationToken);
        for (int h = 0; h < heavy.Length; h++) read.AsSpan(10 * h, 10).CopyTo(finer.AsSpan(10 * heavy[h], 10));
        return finer;
    }

    private async Task<double[]> ReadAsync(ChatPrompt prompt, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var scoring = await model.ScoreAsync(new() { Prompt = prompt, Continuations = texts, IncludeEnd = false }, cancellationToken);
        return [.. scoring.LogProbabilities.Select(Math.Exp)];
    }

    private static string[] Numbers(int digits) =>
        [.. Enumerable.Range(0, (int)Math.Pow(10, digits)).Select(i => i.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'))];
}
