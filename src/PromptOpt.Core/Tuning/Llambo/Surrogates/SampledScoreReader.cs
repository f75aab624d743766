using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Scores that were drawn, counted: the read-out of Liu et al. (2024). Answers that begin with no score count as leak.</summary>
internal sealed class SampledScoreReader(IModelCalls calls, int draws, double temperature, double topP) : IScoreReader
{
    private const int Spare = 1; // the space

    public async Task<IReadOnlyList<ScoreDistribution>> ReadAsync(
        IReadOnlyList<ScoreQuestion> questions, ScoreScale scale, bool canFail, CancellationToken cancellationToken)
    {
        var decoding = new DecodingParameters { Temperature = temperature, TopP = topP, MaxTokens = scale.Digits + Spare };
        var answers = await calls.GenerateAsync("scores", [.. questions.SelectMany(question => question.Draws(draws, decoding))], cancellationToken);
        return [.. answers.Chunk(draws).Select(own => Count(own, scale, canFail))];
    }

    private static ScoreDistribution Count(Generation[] answers, ScoreScale scale, bool canFail)
    {
        var mass = new double[scale.Bins];
        double failure = 0;
        foreach (var answer in answers)
        {
            if (BinOf(answer.Text, scale.Digits) is { } bin) mass[bin] += 1.0 / answers.Length;
            else if (canFail && answer.Text.TrimStart().StartsWith(LlamboPrompts.Failed, StringComparison.Ordinal)) failure += 1.0 / answers.Length;
        }

        return ScoreDistribution.FromMass(scale, mass, failure);
    }

    // A space at most, then the digits; what follows does not matter, as in the exact read-out.
    private static int? BinOf(string answer, int digits)
    {
        string text = answer.StartsWith(' ') ? answer[1..] : answer;
        return text.Length >= digits && text[..digits].All(char.IsAsciiDigit) ? int.Parse(text[..digits], CultureInfo.InvariantCulture) : null;
    }
}
