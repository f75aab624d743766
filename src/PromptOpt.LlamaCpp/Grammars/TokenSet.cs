namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>A set of tokens, a bit for each.</summary>
internal sealed class TokenSet(int size)
{
    private readonly ulong[] bits = new ulong[(size + 63) / 64];

    public void Add(int token) => bits[token >> 6] |= 1UL << (token & 63);

    public bool Contains(int token) => (bits[token >> 6] & (1UL << (token & 63))) != 0;

    /// <summary>Makes all other tokens impossible.</summary>
    /// <returns>Whether a token is left.</returns>
    public bool Restrict(Span<float> logits)
    {
        var left = false;
        for (var token = 0; token < logits.Length; token++)
        {
            if (!Contains(token)) logits[token] = float.NegativeInfinity;
            else left |= !float.IsNegativeInfinity(logits[token]);
        }

        return left;
    }
}
