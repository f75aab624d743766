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
/// <param name="mostTokens">Tokens, prompts and replies as sent, that all steps together may be charged.</param>
internal sealed class EpisodePlay(EpisodeSetting setting, ILanguageModel model, EpisodeTemplates templates, long mostTokens)
{
    private readonly List<StepRecord> _steps = [];
    private int _promptTokens, _outputTokens, _cachedTokens;
    private double _seconds;
    private int _unreadable, _idle;
    private double _progress;

    /// <summary>Plays.</summary>
    /// <exception cref="PromptTooLongException">Not even the first step fits the context.</exception>
    /// <exception cref="EnvironmentException">The environment failed.</exception>
    public async Task<Rollout> RunAsync(Example row, ulong seed, CancellationToken cancellationToken)
    {
        await using var episode = await setting.Environment.ResetAsync(EpisodeData.Episode(row), cancellationToken);
        var start = episode.Start;
        int limit = Math.Min(start.StepLimit, setting.MostSteps);
        var chat = EpisodeChat.Begin(setting.Chat, templates, start with { StepLimit = limit }, model);
        var random = new SeededRandom(seed);
        _progress = start.Progress;
        string? end = null;
        while (end is null && _steps.Count < limit)
        {
            var prompt = chat.Next();
            if (!Fits(prompt))
            {
                end = EpisodeRecord.Context;
                break;
            }

            var generation = await AskAsync(prompt, random.Fork((ulong)_steps.Count).NextBits(), cancellationToken);
            string reply = prompt.AnswerPrefix + generation.Text;
            var result = await episode.StepAsync(MarkedAnswer.In(reply, templates.Candidate.AnswerMark), cancellationToken);
            Record(reply, result);
            chat.Add(prompt, generation, result);
            end = EndOf(result, start);
        }

        end ??= EpisodeRecord.StepLimitReached;
        if (end is EpisodeRecord.Stuck or EpisodeRecord.StepLimitReached && episode is IGuidedEpisode guided && _steps[^1].Alternative is null)
            _steps[^1] = _steps[^1] with { Alternative = guided.SuggestedReply() }; // no rule was broken; what would have helped is worth knowing
        return Rollout(row, start, limit, end);
    }

    private bool Fits(ChatPrompt prompt)
    {
        int need = model.CountTokens(prompt), reply = templates.Candidate.Decoding.MaxTokens, room = model.Info.ContextTokens;
        if (_steps.Count == 0 && need + reply > room) throw new PromptTooLongException(need, reply, room);
        return need + reply <= room && _promptTokens + (long)_outputTokens + need + reply <= mostTokens;
    }

    private async Task<Generation> AskAsync(ChatPrompt prompt, ulong seed, CancellationToken cancellationToken)
    {
        var generation = await model.GenerateAsync(new() { Prompt = prompt, Decoding = templates.Candidate.Decoding, Seed = seed }, cancellationToken);
        _promptTokens += generation.Usage.PromptTokens;
        _outputTokens += generation.Usage.OutputTokens;
        _cachedTokens += generation.Usage.CachedTokens;
        _seconds += generation.Usage.Running.TotalSeconds;
        return generation;
    }

    private void Record(string reply, StepResult result) => _steps.Add(new()
    {
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
        return new()
        {
            Position = 0,
            ExampleId = row.Id,
            Input = row.Input,
            Output = _steps.Count == 0 ? "" : _steps[^1].Reply,
            Answer = end,
            Score = record.Score,
            Finish = end,
            PromptTokens = _promptTokens,
            OutputTokens = _outputTokens,
            CachedTokens = _cachedTokens,
            Seconds = _seconds,
            Calls = Math.Max(1, _steps.Count),
            Episode = record,
        };
    }
}
