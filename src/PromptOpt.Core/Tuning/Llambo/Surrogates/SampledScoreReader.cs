using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Scores that were drawn, counted: the read-out of Liu et al. (2024). Answers that begin with no score count as leak.</summary>
internal sealed class SampledScoreReader(ILanguageModel model, int draws, double temperature, double topP) : IScoreReader
{
    private const int Spare = 1; // the space

    public async Task<ScoreDistribution> ReadAsync(ChatPrompt prompt, ScoreScale scale, bool canFail, ulong seed, CancellationToken cancellationToken)
    {
        var decoding = new DecodingParameters { Temperature = temperature, TopP = topP, MaxTokens = scale.Digits + Spare };
        var random = new SeededRandom(seed);
        var requests = Enumerable.Range(0, draws).Select(_ => new GenerateRequest { Prompt = prompt, Decoding = decoding, Seed = random.NextBits() }).ToList();
        var answers = await Task.WhenAll(requests.Select(request => model.GenerateAsync(request, cancellationToken)));
        var mass = new double[scale.Bins];
        double failure = 0;
        foreach (var answer in answers)
        {
            if (BinOf(answer.Text, scale.Digits) is { } bin) mass[bin] += 1.0 / draws;
            else if (canFail && answer.Text.TrimStart().StartsWith(LlamboPrompts.Failed, StringComparison.Ordinal)) failure += 1.0 / draws;
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
