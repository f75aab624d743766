using PromptOpt.Environments;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Plays one episode to its end: the one engine behind every world.</summary>
/// <param name="setting">The environment.</param>
/// <param name="model">The agent's model.</param>
/// <param name="templates">The agent's prompt.</param>
/// <param name="texts">What asks for plans; null if the candidate has no reasoning loop.</param>
/// <param name="mostTokens">Tokens, prompts and replies as sent, that all turns together may be charged.</param>
internal sealed class EpisodePlay(EpisodeSetting setting, ILanguageModel model, EpisodeTemplates templates, ReasoningTexts? texts, long mostTokens)
{
    private readonly ModelTurns _turns = new(model, mostTokens);
    private readonly List<StepRecord> _steps = [];
    private int _unreadable, _idle;
    private double _progress;

    /// <summary>Plays.</summary>
    /// <exception cref="PromptTooLongException">Not even the first step fits the context.</exception>
    /// <exception cref="EnvironmentException">The environment failed.</exception>
    public async Task<Rollout> RunAsync(Example row, ulong seed, CancellationToken cancellationToken)
    {
        await using var episode = await setting.Environment.ResetAsync(EpisodeData.Episode(row), cancellationToken);
        var start = episode.Start;
        int limit = Math.Min(start.StepLimit, setting.MostStepsOf(templates.Candidate));
        var chat = EpisodeChat.Begin(setting.Chat, templates, start with { StepLimit = limit }, model);
        var random = new SeededRandom(seed);
        var planning = new Planning(templates.Candidate, _turns, random);
        _progress = start.Progress;
        string? end = null;
        while (end is null && _steps.Count < limit)
        {
            bool plans = planning.IsDue(_steps.Count + 1);
            string? plan = plans ? await PlanAsync(planning, chat, limit, cancellationToken) : null;
            end = plans && plan is null
                ? EpisodeRecord.Context
                : await StepAsync(episode, chat, plan, random.Fork((ulong)_steps.Count).NextBits(), cancellationToken);
        }

        end ??= EpisodeRecord.StepLimitReached;
        if (end is EpisodeRecord.Stuck or EpisodeRecord.StepLimitReached && episode is IGuidedEpisode guided && _steps[^1].Alternative is null)
            _steps[^1] = _steps[^1] with { Alternative = guided.SuggestedReply() }; // no rule was broken; what would have helped is worth knowing
        return Rollout(row, start, limit, end);
    }

    /// <summary>Lets the agent plan; null if there is no room for it.</summary>
    private async Task<string?> PlanAsync(Planning planning, EpisodeChat chat, int limit, CancellationToken cancellationToken)
    {
        var prompt = chat.NextPlan(texts!.ActPlan(limit - _steps.Count));
        if (await planning.AskAsync(prompt, _steps.Count + 1, cancellationToken) is not { } plan) return null;
        chat.AddPlan(prompt, plan, texts.ActGo);
        return plan.Text;
    }

    /// <summary>Lets the agent act; why the episode ends then, or null if it goes on.</summary>
    private async Task<string?> StepAsync(IEpisode episode, EpisodeChat chat, string? plan, ulong seed, CancellationToken cancellationToken)
    {
        var prompt = chat.Next();
        var candidate = templates.Candidate;
        if (!_turns.Fits(prompt, candidate.Decoding.MaxTokens)) return EpisodeRecord.Context;
        var generation = await _turns.AskAsync(new() { Prompt = prompt, Decoding = candidate.Decoding, Seed = seed }, cancellationToken);
        string reply = prompt.AnswerPrefix + generation.Text;
        var result = await episode.StepAsync(MarkedAnswer.In(reply, candidate.AnswerMark), cancellationToken);
        Record(reply, plan, result);
        chat.Add(prompt, generation, result);
        return EndOf(result, episode.Start);
    }

    private void Record(string reply, string? plan, StepResult result) => _steps.Add(new()
    {
        Plan = plan,
        Reply = reply,
        Action = result.Action,
        Error = result.Error?.Kind,
        ErrorMessage = result.Error?.Message ?? "",
        Alternative = result.Error?.Alternative,
        ErrorCount = Math.Max(result.ErrorCount, result.Error is null ? 0 : 1),
        Feedback = result.Feedback,
        Observation = result.Observation,
        Progress = result.Progress,
    });

    /// <summary>Why the episode ends with this step; null if it goes on.</summary>
    private string? EndOf(StepResult result, EpisodeStart start)
    {
        _unreadable = result.Error?.Kind == StepError.Format ? _unreadable + 1 : 0;
        _idle = result.Progress == _progress ? _idle + 1 : 0;
        _progress = result.Progress;
        if (result.IsSuccess) return EpisodeRecord.Success;
        if (result.Error is { EndsEpisode: true } error) return error.Kind;
        if (_unreadable > setting.Environment.Info.FormatRetries) return EpisodeRecord.Format;
        if (result.IsOver) return EpisodeRecord.Over;
        return _idle >= start.StuckAfter ? EpisodeRecord.Stuck : null;
    }

    private Rollout Rollout(Example row, EpisodeStart start, int limit, string end)
    {
        var record = new EpisodeRecord
        {
            Observation = start.Observation,
            Steps = _steps,
            End = end,
            StepLimit = limit,
            InitialProgress = start.Progress,
            Baseline = start.Baseline,
            Bound = start.Bound.Progress,
            BoundKind = start.Bound.Kind,
        };
        return _turns.Charged(new()
        {
            Position = 0,
            ExampleId = row.Id,
            Input = row.Input,
            Output = _steps.Count == 0 ? "" : _steps[^1].Reply,
            Answer = end,
            Score = record.Score,
            Finish = end,
            PromptTokens = 0,
            OutputTokens = 0,
            Episode = record,
        });
    }
}
