using PromptOpt.Tuning;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Search.Advising;

/// <summary>Who suggests the values of a study's trials: a sampler alone, one that a language model advises behind a guard, or the model without a guard.</summary>
internal sealed class StudySampler
{
    private readonly AdviserSpec _adviser;
    private readonly LlamboSetting? _setting;
    private readonly AdviserMeans _means;

    /// <summary>Makes the sampler of a study.</summary>
    /// <param name="spec">What the study says of it.</param>
    /// <param name="scope">The session.</param>
    /// <param name="space">What is tuned.</param>
    /// <exception cref="BadInputException">There is no sampler of that name.</exception>
    public StudySampler(TuningSpec spec, SessionScope scope, SearchSpace space)
    {
        string name = spec.Sampler ?? TuningSpec.DefaultSampler;
        (_adviser, _means) = (spec.Adviser ?? new(), new(scope.Store));
        Core = name == TuningSpec.Unguarded ? null : Samplers.Find(name);
        if (Core is not null && spec.Adviser is null) return;
        _setting = new(scope.Models.Writer, scope.Library, TaskCard.Of(scope, space), LlamboOptions.InStudies with
        {
            Level = _adviser.Context ?? ContextLevel.Full,
            ShufflesValues = scope.Options.Without.HasFlag(Ablations.AdviserEvidence),
        });
        if (Core is null && spec.Adviser is not null)
            Notes = [$"The sampler {name} follows the model without a guard: weight, token_share and timeout of the adviser have no effect."];
        Notes = [.. Notes, .. _setting.Notes];
    }

    /// <summary>The classical sampler; null where the model's word is all.</summary>
    public ISampler? Core { get; }

    /// <summary>What people should know of it before the search, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; } = [];

    /// <summary>What to try next.</summary>
    /// <param name="context">What was tried.</param>
    /// <param name="ask">Runs or reads the waves of the trial.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Studies.BudgetSpentException">The model's calls no longer fit.</exception>
    public async Task<Suggestion> SuggestAsync(SamplerContext context, AskWave ask, CancellationToken cancellationToken)
    {
        if (_setting is null) return Core!.Suggest(context);
        context = context.WithinBudget();
        var calls = new StoredCalls(_setting.Model, ask, () => _means.Suffice(context.Number, _adviser.TokenShare ?? AdviserSpec.DefaultTokenShare));
        try
        {
            return await Asking(_setting.Through(calls)).SuggestAsync(context, cancellationToken);
        }
        finally
        {
            await calls.EndedAsync();
        }
    }

    private IAsyncSampler Asking(LlamboSetting setting)
    {
        if (Core is null) return new LlamboSampler(setting);
        var standard = new GuardOptions();
        return new GuardedSampler(Core, new ProcessPredictor(), new LlamboAdvisor(setting), standard with
        {
            StartWeight = _adviser.Weight ?? standard.StartWeight,
            Timeout = _adviser.Timeout ?? standard.Timeout,
        });
    }
}
