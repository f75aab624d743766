using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Asks for a model's belief about one score.</summary>
/// <param name="Prompt">Ends where a space and the score would come.</param>
/// <param name="Seed">Seed of draws.</param>
internal readonly record struct ScoreQuestion(ChatPrompt Prompt, ulong Seed)
{
    /// <summary>The question, asked several times, each with a seed of its own.</summary>
    /// <param name="count">How many times.</param>
    /// <param name="decoding">How answers are drawn.</param>
    public IEnumerable<GenerateRequest> Draws(int count, DecodingParameters decoding)
    {
        var random = new SeededRandom(Seed);
        for (int i = 0; i < count; i++) yield return new() { Prompt = Prompt, Decoding = decoding, Seed = random.NextBits() };
    }
}
