using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on episodes.</summary>
public sealed class EpisodeEvaluation : ICandidateEvaluation
{
    private readonly EpisodeSetting _setting;
    private readonly ILanguageModel _model;
    private readonly EpisodeTemplates _templates;
    private readonly ReasoningTexts? _texts;
    private readonly Lazy<(long Tokens, long First)> _most;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="setting">The environment.</param>
    /// <param name="model">The agent's model.</param>
    /// <param name="candidate">What to evaluate.</param>
    /// <param name="reasoning">What asks for plans; null if the candidate has no reasoning loop.</param>
    /// <exception cref="BadInputException">A template is wrong, or the candidate has what only datasets have (examples, labels, samples).</exception>
    public EpisodeEvaluation(EpisodeSetting setting, ILanguageModel model, Candidate candidate, ReasoningTexts? reasoning = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Reasoning is not null) ArgumentNullException.ThrowIfNull(reasoning);
        (_setting, _model, Candidate, _texts) = (setting, model, candidate, reasoning);
        if (candidate.Mode == AnswerMode.Choice || candidate.Examples.Count > 0)
            throw new BadInputException("A task with an environment takes neither answer mode choice nor examples from rows; use mode free without examples.");
        AnswerLoopCheck.Episodes(candidate);
        _templates = new(candidate);
        _most = new(CountMost);
    }

    /// <inheritdoc/>
    public Candidate Candidate { get; }

    /// <inheritdoc/>
    public int MostCalls => MostSteps + (Candidate.Reasoning?.PlansIn(MostSteps) ?? 0);

    private int MostSteps => _setting.MostStepsOf(Candidate);

    /// <inheritdoc/>
    public PlannedCall Plan(Example row, ulong seed, FittedCalibration? decideBy = null) => new(
        cancellationToken => new EpisodePlay(_setting, _model, _templates, _texts, _most.Value.Tokens).RunAsync(row, Candidate.SeedOr(seed), cancellationToken), () => MostTokens(row))
    {
        MostCalls = MostCalls,
    };

    /// <summary>The rollouts as they are: the world has scored them.</summary>
    public ValueTask<IReadOnlyList<Rollout>> JudgeAsync(IReadOnlyList<Rollout> rollouts, FittedCalibration calibration, CancellationToken cancellationToken) => new(rollouts);

    /// <summary>As if every turn added an observation twice as long as the longest first one and a reply of full length. An episode that needs more ends
    /// with <see cref="EpisodeRecord.Context"/>, so this is never overshot.</summary>
    public long MostTokens(Example row) => _most.Value.Tokens;

    /// <inheritdoc/>
    public long ContextNeeded(Example row) => _most.Value.First;

    private (long Tokens, long First) CountMost()
    {
        int reply = Planning.MostReply(Candidate);
        long asked = Candidate.Reasoning is { PlanningPeriod: > 0 } ? _model.CountTokens(_texts!.ActPlan(MostSteps)) + _model.CountTokens(_texts.ActGo) + ModelTurns.SpareTokens : 0;
        var start = new EpisodeStart
        {
            Observation = _setting.LongestObservation,
            Progress = 0,
            Baseline = 0,
            Bound = default,
            StepLimit = MostSteps,
        };
        long first = _model.CountTokens(EpisodeChat.Begin(_setting.Chat, _templates, start, _model).Next()) + asked + reply;
        long each = reply + 2L * _model.CountTokens(_setting.LongestObservation) + asked + ModelTurns.SpareTokens;
        return (ModelTurns.Most(MostCalls, first, each, _model.Info.ContextTokens), first);
    }
}
