using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>The model that summarises feedback and writes prompts for one trial. Every request is stored, so a resumed trial proposes the same.</summary>
public sealed class PromptWriter
{
    private readonly ILanguageModel _model;
    private readonly Func<int, IReadOnlyList<PlannedCall>, Task<Wave>> _run;
    private readonly ulong _seed;
    private int _wave;

    /// <summary>Creates a writer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">Seed of its randomness.</param>
    /// <param name="run">Runs (or reads) the wave with a given index within the trial's proposal.</param>
    internal PromptWriter(ILanguageModel model, ulong seed, Func<int, IReadOnlyList<PlannedCall>, Task<Wave>> run)
    {
        (_model, _seed, _run) = (model, seed, run);
    }

    /// <summary>Tokens of a text.</summary>
    public int CountTokens(string text) => _model.CountTokens(text);

    /// <summary>Asks several things at once.</summary>
    /// <param name="prompts">What to ask.</param>
    /// <param name="purpose">Shown in the rollout table.</param>
    /// <param name="decoding">How to draw tokens.</param>
    /// <returns>The replies; one that hit the token limit is null, because a cut-off text is debris.</returns>
    public async Task<IReadOnlyList<string?>> AskAsync(IReadOnlyList<ChatPrompt> prompts, string purpose, DecodingParameters decoding)
    {
        int index = _wave++;
        var calls = prompts.Select((prompt, i) => PlannedCall.Ask(
            _model, new() { Prompt = prompt, Decoding = decoding, Seed = _seed + (ulong)(1000 * index + i) }, purpose)).ToArray();
        var wave = await _run(index, calls);
        return wave.Rollouts.Select(r => r.Finish == "length" ? null : r.Output.Trim()).ToArray();
    }
}
