using System.Collections.Concurrent;
using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>
/// A solver for tests that plays a world perfectly once its prompt states all of the given advice. Each episode needs one piece, in turn; where the prompt states
/// neither it nor what the world says about such a mistake, the agent makes that mistake in nearly all steps. It knows the state by replaying its own replies from the beginning that the first
/// observation tells.
/// </summary>
internal sealed class ScriptedAgent<TState, TAction> : IScriptedAgent
    where TState : class
    where TAction : class
{
    private const double MistakeRate = 0.95;
    private readonly World<TState, TAction> _world;
    private readonly IReadOnlyList<ScriptedSkill> _skills;
    private readonly Dictionary<string, (TState State, int Index)> _beginnings = new(StringComparer.Ordinal);
    private readonly string[] _repertoire;
    private readonly ConcurrentDictionary<string, TState> _now = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HashSet<string>> _learned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Beginning, bool IsIgnorant, int Messages), string> _replies = [];

    public ScriptedAgent(WorldEnvironment<TState, TAction> environment, IReadOnlyList<ScriptedSkill> skills, TaskData data)
    {
        (_world, _skills) = (environment.World, skills);
        var rows = data.Train.Concat(data.Validation).Concat(data.Test).ToArray();
        foreach (var row in rows)
        {
            var state = _world.Reset(EpisodeData.Episode(row));
            _beginnings.TryAdd(_world.Observe(state), (state, EpisodeData.Episode(row).Index));
        }

        _repertoire = [.. rows.Take(24).SelectMany(Replies).Distinct()];
    }

    /// <inheritdoc/>
    public string Reply(GenerateRequest request)
    {
        var messages = request.Prompt.Messages;
        int episode = _beginnings[messages[1].Text].Index;
        var needed = _skills[episode % _skills.Count];
        bool isIgnorant = !messages[0].Text.Contains(needed.Sentence, StringComparison.Ordinal) && !Learned(messages[0].Text).Contains(needed.Error);
        // The world and the agent draw nothing else, so an episode can take two courses only.
        return _replies.GetOrAdd((messages[1].Text, isIgnorant, messages.Count), _ => Reply(messages, episode, needed, isIgnorant));
    }

    private string Reply(IReadOnlyList<ChatMessage> messages, int episode, ScriptedSkill needed, bool isIgnorant)
    {
        var state = StateOf(messages);
        var random = new SeededRandom((ulong)episode).Fork((ulong)messages.Count);
        if (isIgnorant && random.NextDouble() < MistakeRate && Mistake(needed, state, random) is { } mistake) return mistake;
        return _world.Suggest(state) is { } best ? _world.Write(best) : "";
    }

    private string? Mistake(ScriptedSkill skill, TState state, SeededRandom random) => skill.Error switch
    {
        StepError.Format => Unreadable(state),
        "stuck" => random.Shuffled(_repertoire).Take(60).FirstOrDefault(reply => IsIdle(reply, state)),
        _ => random.Shuffled(_repertoire).Take(60).FirstOrDefault(reply => ErrorOf(reply, state) == skill.Error),
    };

    private string Unreadable(TState state)
    {
        const string Reply = "Let me think about it.";
        ErrorOf(Reply, state);
        return Reply;
    }

    /// <summary>Whether a reply is allowed and brings nothing.</summary>
    private bool IsIdle(string reply, TState state) =>
        ErrorOf(reply, state) is null && _world.Progress(After(state, reply)) <= _world.Progress(state);

    /// <summary>Mistakes that a prompt keeps the agent from by what the world once said about them. A prompt can hold no message that was never said, so what is
    /// found when it is seen first stays true.</summary>
    private HashSet<string> Learned(string prompt) => _learned.GetOrAdd(prompt, text =>
        [.. _messages.Where(kind => kind.Value.Keys.Any(message => text.Contains(message, StringComparison.Ordinal))).Select(kind => kind.Key)]);

    private string? ErrorOf(string reply, TState state)
    {
        var parsed = _world.Parse(reply, state);
        var error = parsed.Error ?? (_world.Step(state, parsed.Action!).Errors is [var first, ..] ? first : null);
        if (error is { Message.Length: > 0 }) _messages.GetOrAdd(error.Kind, _ => new(StringComparer.Ordinal)).TryAdd(error.Message, true);
        return error?.Kind;
    }

    private TState StateOf(IReadOnlyList<ChatMessage> messages)
    {
        string key = string.Join('\n', messages.SkipLast(2).Select(m => m.Text));
        var state = messages.Count > 2 && _now.TryRemove(key, out var known) ? After(known, messages[^2].Text) : Replayed(messages);
        _now[string.Join('\n', messages.Select(m => m.Text))] = state;
        return state;
    }

    private TState Replayed(IReadOnlyList<ChatMessage> messages)
    {
        var (state, _) = _beginnings[messages[1].Text];
        for (int i = 2; i < messages.Count; i += 2) state = After(state, messages[i].Text);
        return state;
    }

    private TState After(TState state, string reply) => _world.Parse(reply, state).Action is { } action ? _world.Step(state, action).State : state;

    private IEnumerable<string> Replies(Example row)
    {
        var random = new SeededRandom(EpisodeData.Episode(row).Seed);
        var state = _world.Reset(EpisodeData.Episode(row));
        for (int step = 0; step < 12 && _world.RandomLegal(state, random) is { } action; step++)
        {
            yield return _world.Write(action);
            state = _world.Step(state, action).State;
        }
    }
}
