using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>The models that summarise feedback and write prompts for one trial. Every request is stored, so a resumed trial proposes the same.</summary>
public sealed class PromptWriter
{
    private readonly ModelRoles _models;
    private readonly Func<int, IReadOnlyList<PlannedCall>, Task<Wave>> _run;
    private readonly ulong _seed;
    private int _wave;

    /// <summary>Creates a writer.</summary>
    /// <param name="models">The models.</param>
    /// <param name="seed">Seed of its randomness.</param>
    /// <param name="run">Runs (or reads) the wave with a given index within the trial's proposal.</param>
    internal PromptWriter(ModelRoles models, ulong seed, Func<int, IReadOnlyList<PlannedCall>, Task<Wave>> run)
    {
        (_models, _seed, _run) = (models, seed, run);
    }

    /// <summary>Tokens of a text, as the writing model counts them.</summary>
    public int CountTokens(string text) => _models.Writer.CountTokens(text);

    /// <summary>The room of the writing model for prompt and reply together, in tokens.</summary>
    public int ContextTokens => _models.Writer.Info.ContextTokens;

    /// <summary>The first texts that fit together, at least one.</summary>
    /// <param name="texts">Texts, what matters most first.</param>
    /// <param name="tokens">Room for them.</param>
    internal IEnumerable<string> Within(IEnumerable<string> texts, int tokens)
    {
        int left = tokens, given = 0;
        foreach (string text in texts)
        {
            left -= CountTokens(text);
            if (left < 0 && given > 0) yield break;
            given++;
            yield return text;
        }
    }

    /// <summary>Asks the summarising model several things at once.</summary>
    /// <inheritdoc cref="AskAsync(ILanguageModel, IReadOnlyList{ChatPrompt}, string, DecodingParameters)"/>
    public Task<IReadOnlyList<string?>> SummarizeAsync(IReadOnlyList<ChatPrompt> prompts, string purpose, DecodingParameters decoding) =>
        AskAsync(_models.Summarizer, prompts, purpose, decoding);

    /// <summary>Asks the writing model several things at once.</summary>
    /// <inheritdoc cref="AskAsync(ILanguageModel, IReadOnlyList{ChatPrompt}, string, DecodingParameters)"/>
    public Task<IReadOnlyList<string?>> AskAsync(IReadOnlyList<ChatPrompt> prompts, string purpose, DecodingParameters decoding) =>
        AskAsync(_models.Writer, prompts, purpose, decoding);

    /// <summary>Asks a model several things at once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">What to ask.</param>
    /// <param name="purpose">Shown in the rollout table.</param>
    /// <param name="decoding">How to draw tokens.</param>
    /// <returns>The replies; one that hit the token limit is null, because a cut-off text is debris.</returns>
    private async Task<IReadOnlyList<string?>> AskAsync(
        ILanguageModel model, IReadOnlyList<ChatPrompt> prompts, string purpose, DecodingParameters decoding)
    {
        int index = _wave++;
        var calls = prompts.Select((prompt, i) => PlannedCall.Ask(
            model, new() { Prompt = prompt, Decoding = decoding, Seed = _seed + (ulong)(1000 * index + i) }, purpose)).ToArray();
        var wave = await _run(index, calls);
        return wave.Rollouts.Select(r => r.Finish == "length" ? null : r.Output.Trim()).ToArray();
    }
}
