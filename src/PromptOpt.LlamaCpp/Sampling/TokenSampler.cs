using System.Runtime.InteropServices;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>
/// Draws the tokens of one answer: penalties, logit bias, top-k, typical-p, top-p, min-p, temperature, in this order. Its random numbers
/// come from the request's seed alone.
/// </summary>
internal sealed class TokenSampler
{
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

    private bool TopPComesFirst => decoding is { TopK: 0, TypicalP: 1, TopP: < 1 };

    /// <summary>Draws the next token.</summary>
    /// <param name="logits">One a token of the vocabulary; changed in place by penalties and bias.</param>
    public int Draw(Span<float> logits)
    {
        Penalize(logits);
        foreach (var (token, bias) in decoding.LogitBias) logits[token] += (float)bias;

        var drawn = decoding.Temperature == 0 ? LogNormalizer.ArgMax(logits) : DrawRandomly(logits);
        if (Penalizes) Remember(drawn);
        return drawn;
    }

    private int DrawRandomly(ReadOnlySpan<float> logits)
    {
        if (decoding is { TopK: 0, TypicalP: 1, TopP: 1, MinP: 0 })
            return DenseDraw.Draw(logits, decoding.Temperature, random.NextDouble());
        var candidates = FirstCandidates(logits);
        if (decoding.TypicalP < 1) Candidates.KeepTypical(candidates, decoding.TypicalP);
        if (decoding.TopP < 1 && !TopPComesFirst) Candidates.KeepTopP(candidates, decoding.TopP);
        if (decoding.MinP > 0) Candidates.KeepMinP(candidates, decoding.MinP);
        return Candidates.Draw(candidates, decoding.Temperature, random.NextDouble());
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
