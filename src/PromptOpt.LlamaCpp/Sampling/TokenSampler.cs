using System.Runtime.InteropServices;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Grammars;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>
/// Draws the tokens of one answer: penalties, logit bias, top-k, typical-p, top-p, min-p, temperature, in this order. Its random numbers
/// come from the request's seed alone. Under limits a token is drawn first and looked at then, as llama.cpp does: most are allowed.
/// </summary>
internal sealed class TokenSampler
{
    private const int Redraws = 4;

    private readonly DecodingParameters decoding;
    private readonly Xoshiro256 random;
    private readonly Queue<int> recent = [];
    private readonly Dictionary<int, int> counts = [];

    public TokenSampler(DecodingParameters decoding, ulong seed, IReadOnlyList<int> prompt)
    {
        this.decoding = decoding;
        random = new Xoshiro256(seed);
        if (Penalizes) foreach (var entry in prompt.TakeLast(decoding.RepeatLastN)) Remember(PromptToken.Id(entry));
    }

    private bool Penalizes =>
        decoding.RepeatLastN > 0 &&
        (decoding.RepeatPenalty != 1 || decoding.FrequencyPenalty != 0 || decoding.PresencePenalty != 0);

    private bool Filters => decoding is not { TopK: 0, TypicalP: 1, TopP: 1, MinP: 0 };

    private bool TopPComesFirst => decoding is { TopK: 0, TypicalP: 1, TopP: < 1 };

    /// <summary>Draws the next token.</summary>
    /// <param name="logits">One a token of the vocabulary; changed in place by penalties, bias and limits.</param>
    /// <param name="limits">What the answer may go on with; null for anything.</param>
    /// <exception cref="BadInputException">No token is within the limits.</exception>
    public int Draw(Span<float> logits, AnswerLimits? limits = null)
    {
        Penalize(logits);
        foreach (var (token, bias) in decoding.LogitBias) logits[token] += (float)bias;

        var drawn = DrawOnce(logits);
        if (limits?.Allows(drawn) == false) drawn = DrawWithin(logits, limits, drawn);
        if (Penalizes) Remember(drawn);
        return drawn;
    }

    private int DrawOnce(ReadOnlySpan<float> logits)
    {
        if (decoding.Temperature == 0) return LogNormalizer.ArgMax(logits);
        return Filters
            ? Candidates.Draw(Filtered(logits), decoding.Temperature, random.NextDouble())
            : DenseDraw.Draw(logits, decoding.Temperature, random.NextDouble());
    }

    // Tokens are drawn without putting rejected ones back until one is allowed. The first allowed one of such a row comes with its share of the
    // allowed ones' probability, as if the others had not been there (Luce's choice axiom). After a few, all others are ruled out at once. Filters
    // cut before the limits do; only where they leave nothing allowed do they choose among what is. What is drawn must not depend on
    // what is already known of a grammar, so the number of tries is fixed.
    private int DrawWithin(Span<float> logits, AnswerLimits limits, int rejected)
    {
        if (Filters && decoding.Temperature > 0)
        {
            if (DrawFiltered(logits, limits, rejected) is { } filtered) return filtered;
        }
        else
        {
            for (var i = 0; i < Redraws; i++)
            {
                logits[rejected] = float.NegativeInfinity;
                rejected = DrawOnce(logits);
                if (float.IsNegativeInfinity(logits[rejected])) break;
                if (limits.Allows(rejected)) return rejected;
            }
        }

        limits.Restrict(logits);
        return DrawOnce(logits);
    }

    private int? DrawFiltered(ReadOnlySpan<float> logits, AnswerLimits limits, int rejected)
    {
        var candidates = Filtered(logits);
        for (var i = 0; i < Redraws; i++)
        {
            candidates.RemoveAll(candidate => candidate.Token == rejected);
            if (candidates.Count == 0) return null;
            rejected = Candidates.Draw(candidates, decoding.Temperature, random.NextDouble());
            if (limits.Allows(rejected)) return rejected;
        }

        candidates.RemoveAll(candidate => !limits.Allows(candidate.Token));
        return candidates.Count > 0 ? Candidates.Draw(candidates, decoding.Temperature, random.NextDouble()) : null;
    }

    private List<Candidate> Filtered(ReadOnlySpan<float> logits)
    {
        var candidates = FirstCandidates(logits);
        candidates.RemoveAll(candidate => float.IsNegativeInfinity(candidate.Logit));
        if (decoding.TypicalP < 1) Candidates.KeepTypical(candidates, decoding.TypicalP);
        if (decoding.TopP < 1 && !TopPComesFirst) Candidates.KeepTopP(candidates, decoding.TopP);
        if (decoding.MinP > 0) Candidates.KeepMinP(candidates, decoding.MinP);
        return candidates;
    }

    // Sorting the whole vocabulary costs as much as computing the token, so what the first filter cannot keep is left out at once.
    private List<Candidate> FirstCandidates(ReadOnlySpan<float> logits)
    {
        if (decoding.TopK > 0) return Candidates.Top(logits, decoding.TopK);
        if (decoding.TypicalP < 1) return Candidates.AtLeast(logits, float.NegativeInfinity);
        return TopPComesFirst
            ? DenseDraw.LikeliestWithMass(logits, decoding.TopP)
            : Candidates.AtLeast(logits, LogNormalizer.Maximum(logits) + (float)Math.Log(decoding.MinP));
    }

    private void Penalize(Span<float> logits)
    {
        foreach (var (token, count) in counts)
        {
            ref var logit = ref logits[token];
            logit = logit > 0 ? logit / (float)decoding.RepeatPenalty : logit * (float)decoding.RepeatPenalty;
            logit -= (float)((count * decoding.FrequencyPenalty) + decoding.PresencePenalty);
        }
    }

    private void Remember(int token)
    {
        recent.Enqueue(token);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out _)++;
        if (recent.Count <= decoding.RepeatLastN) return;
        var forgotten = recent.Dequeue();
        if (--CollectionsMarshal.GetValueRefOrNullRef(counts, forgotten) == 0) counts.Remove(forgotten);
    }
}
