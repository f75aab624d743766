using PromptOpt.LanguageModels;
using PromptOpt.Search;

namespace PromptOpt.Tuning.Llambo;

/// <summary>What all parts of LLAMBO work with.</summary>
public sealed class LlamboSetting
{
    /// <summary>Takes model, words and settings.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="prompts">What it is asked with.</param>
    /// <param name="card">What it is told of what is tuned.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    public LlamboSetting(ILanguageModel model, PromptLibrary prompts, ProblemCard card, LlamboOptions? options = null)
    {
        (Model, Prompts, Card, Options, Calls) = (model, prompts, card, options ?? new(), new DirectCalls(model));
        var problems = Options.Problems().ToList();
        if (problems.Count > 0) throw new BadInputException($"The settings of LLAMBO are wrong: {string.Join("; ", problems)}.");
    }

    /// <summary>The model that is asked.</summary>
    public ILanguageModel Model { get; }

    /// <summary>What it is asked with.</summary>
    public PromptLibrary Prompts { get; }

    /// <summary>What it is told of what is tuned.</summary>
    public ProblemCard Card { get; }

    /// <summary>Settings.</summary>
    public LlamboOptions Options { get; }

    /// <summary>What is done otherwise than asked because the model cannot do it, in sentences for people.</summary>
    public IReadOnlyList<string> Notes => [.. Shortcomings()];

    /// <summary>The way that questions take to the model. Default: straight.</summary>
    internal IModelCalls Calls { get; init; }

    internal bool ReadsExactly => Options.ReadOut == ReadOut.Exact && CanScore;

    internal bool CanScore => Model.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);

    internal bool CanConstrain => Model.Capabilities.HasFlag(LanguageModelCapabilities.Constraints);

    /// <summary>The same by another way to the model.</summary>
    internal LlamboSetting Through(IModelCalls calls) => new(Model, Prompts, Card, Options) { Calls = calls };

    /// <summary>What the model sees of what was tried: the truth, or the same values on other trials.</summary>
    internal SamplerContext Shown(SamplerContext context) => Options.ShufflesValues ? ShuffledValues.Of(context) : context;

    private IEnumerable<string> Shortcomings()
    {
        if (Options.ReadOut == ReadOut.Exact && !CanScore)
            yield return $"{Model.Info.Name} does not score continuations, so scores are read from {Options.Draws} drawn answers for each candidate and ordering.";
        if (!CanConstrain)
            yield return $"{Model.Info.Name} does not obey grammars, so its candidates are checked after it wrote them, and those that are wrong are dropped.";
    }
}
