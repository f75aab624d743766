using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>The next-token distribution as reported to callers.</summary>
internal static class TopTokens
{
    public static IReadOnlyList<TokenLogProbability> Read(ReadOnlySpan<float> logits, int count, IVocabulary vocabulary)
    {
        var normalizer = LogNormalizer.Compute(logits);
        return Candidates.Top(logits, count).ConvertAll(candidate => Describe(candidate.Token, candidate.Logit - normalizer, vocabulary));
    }

    public static TokenLogProbability Describe(int token, double logProbability, IVocabulary vocabulary) =>
        new(token, Encoding.UTF8.GetString(vocabulary.Bytes(token)), Math.Min(logProbability, 0));
}
