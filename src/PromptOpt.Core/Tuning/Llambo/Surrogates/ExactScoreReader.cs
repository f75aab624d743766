using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>
/// The probability of every score, read from the probabilities of its tokens instead of from draws (Requeima et al. 2024). Two digits are one request: its
/// continuations share their beginnings, so where each digit is a token of its own they are 111 tokens of which 12 are computed. Of three digits, the first two are
/// read at once, then the third behind those beginnings that have more than a thousandth of the mass; the rest is spread evenly.
/// </summary>
internal sealed class ExactScoreReader(ILanguageModel model, IModelCalls calls) : IScoreReader
{
    private const double LeastMass = 1e-3;
    private const int DigitsAtOnce = 2;

    private readonly bool _digitsAreTokens = model.CountTokens("48217") - model.CountTokens("4") == 4;

    public async Task<IReadOnlyList<ScoreDistribution>> ReadAsync(
        IReadOnlyList<ScoreQuestion> questions, ScoreScale scale, bool canFail, CancellationToken cancellationToken)
    {
        int digits = _digitsAreTokens ? Math.Min(scale.Digits, DigitsAtOnce) : scale.Digits;
        List<string> texts = [.. Numbers(digits).Select(number => " " + number)];
        if (canFail) texts.Add(" " + LlamboPrompts.Failed);
        var read = await MassAsync([.. questions.Select(question => (question.Prompt, (IReadOnlyList<string>)texts))], cancellationToken);
        double[] failures = [.. read.Select(mass => canFail ? mass[^1] : 0)];
        double[][] scores = [.. read.Select(mass => mass[..(int)Math.Pow(10, digits)])];
        for (; digits < scale.Digits; digits++) scores = await DigitAsync(questions, scores, digits, cancellationToken);
        return [.. scores.Select((mass, i) => ScoreDistribution.FromMass(scale, mass, failures[i]))];
    }

    // Adds a digit behind the heavy beginnings of each question.
    private async Task<double[][]> DigitAsync(IReadOnlyList<ScoreQuestion> questions, double[][] scores, int digits, CancellationToken cancellationToken)
    {
        var numbers = Numbers(digits);
        int[][] heavy = [.. scores.Select(Heavy)];
        int[] open = [.. Enumerable.Range(0, questions.Count).Where(q => heavy[q].Length > 0)];
        var read = await MassAsync([.. open.Select(q => (questions[q].Prompt, Behind(q)))], cancellationToken);
        double[][] finer = [.. scores.Select(mass => mass.SelectMany(m => Enumerable.Repeat(m / 10, 10)).ToArray())];
        for (int i = 0; i < open.Length; i++)
            for (int h = 0; h < heavy[open[i]].Length; h++) read[i].AsSpan(10 * h, 10).CopyTo(finer[open[i]].AsSpan(10 * heavy[open[i]][h], 10));
        return finer;

        IReadOnlyList<string> Behind(int question) => [.. heavy[question].SelectMany(i => Numbers(1).Select(digit => " " + numbers[i] + digit))];
    }

    private static int[] Heavy(double[] mass)
    {
        double all = mass.Sum();
        return [.. Enumerable.Range(0, mass.Length).Where(i => mass[i] > LeastMass * all)];
    }

    private async Task<double[][]> MassAsync(IReadOnlyList<(ChatPrompt Prompt, IReadOnlyList<string> Texts)> asked, CancellationToken cancellationToken)
    {
        var read = await calls.ScoreAsync(
            "scores", [.. asked.Select(pair => new ScoreRequest { Prompt = pair.Prompt, Continuations = pair.Texts, IncludeEnd = false })], cancellationToken);
        return [.. read.Select(logs => logs.Select(Math.Exp).ToArray())];
    }

    private static string[] Numbers(int digits) =>
        [.. Enumerable.Range(0, (int)Math.Pow(10, digits)).Select(i => i.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'))];
}
