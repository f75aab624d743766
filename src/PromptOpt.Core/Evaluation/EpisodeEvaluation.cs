using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on episodes.</summary>
public sealed class EpisodeEvaluation : ICandidateEvaluation
{
    private const int SpareTokens = 32;
    private readonly EpisodeSetting _setting;
    private readonly ILanguageModel _model;
    private readonly EpisodeTemplates _templates;
    private readonly Lazy<(long Tokens, long First)> _most;

    /// <summary>Prepares an evaluation.</summary>
    /// <exception cref="BadInputException">A template is wrong, or the candidate has what only datasets have (examples, labels).</exception>
    public EpisodeEvaluation(EpisodeSetting setting, ILanguageModel model, Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(candidate);
        (_setting, _model, Candidate) = (setting, model, candidate);
        if (candidate.Mode == AnswerMode.Choice || candidate.Examples.Count > 0)
            throw new BadInputException("A task with an environment takes neither answer mode choice nor examples from rows; use mode free without examples.");
        _templates = new(candidate);
        _most = new(CountMost);
    }

    /// <inheritdoc/>
    public Candidate Candidate { get; }

    /// <inheritdoc/>
    public PlannedCall Plan(Example row, ulong seed, FittedCalibration? decideBy = null) => new(
        cancellationToken => new EpisodePlay(_setting, _model, _templates, _most.Value.Tokens).RunAsync(row, seed, cancellationToken), () => MostTokens(row))
    {
        MostCalls = _setting.MostSteps,
    };

    /// <summary>The rollouts as they are: the world has scored them.</summary>
    public ValueTask<IReadOnlyList<Rollout>> JudgeAsync(IReadOnlyList<Rollout> rollouts, FittedCalibration calibration, CancellationToken cancellationToken) => new(rollouts);

    /// <summary>As if every step added an observation twice as long as the longest first one and a reply of full length. An episode that needs more ends
    /// with <see cref="EpisodeRecord.Context"/>, so this is never overshot.</summary>
    public long MostTokens(Example row) => _most.Value.Tokens;

    /// <inheritdoc/>
    public long ContextNeeded(Example row) => _most.Value.First;

    private (long Tokens, long First) CountMost()
    {
        int reply = Candidate.Decoding.MaxTokens;
        var start = new EpisodeStart
        {
            Observation = _setting.LongestObservation,
            Progress = 0,
            Baseline = 0,
            Bound = default,
            StepLimit = _setting.MostSteps,
        };
        long first = _model.CountTokens(EpisodeChat.Begin(_setting.Chat, _templates, start, _model).Next()) + reply;
        long each = reply + 2L * _model.CountTokens(_setting.LongestObservation) + SpareTokens, total = 0;
        for (int step = 0; step < _setting.MostSteps; step++) total += Math.Min(Math.Max(first, _model.Info.ContextTokens), first + step * each);
        return (total, first);
    }
}
