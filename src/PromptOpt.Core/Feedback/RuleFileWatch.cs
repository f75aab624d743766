using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>
/// The rules of each level of a search, from a file that people may edit while it runs. A level that has begun keeps its rules, also when the study is
/// resumed; a new level takes up an edit, if it is valid. Not for concurrent use.
/// </summary>
public sealed class RuleFileWatch
{
    private readonly string _path;
    private readonly IReadOnlyCollection<string>? _labels;
    private readonly IReadOnlyCollection<string>? _errorKinds;
    private readonly IStudyStore _store;
    private readonly RuleVersions _versions;
    private string _told = "";

    /// <summary>Takes what is needed and reads nothing yet.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="labels">As in <see cref="FeedbackFile.Load"/>.</param>
    /// <param name="errorKinds">As in <see cref="FeedbackFile.Load"/>.</param>
    /// <param name="store">Remembers the versions that were used.</param>
    public RuleFileWatch(string path, IReadOnlyCollection<string>? labels, IReadOnlyCollection<string>? errorKinds, IStudyStore store)
    {
        (_path, _labels, _errorKinds, _store) = (path, labels, errorKinds, store);
        _versions = new(path, labels, errorKinds);
    }

    /// <summary>The rules of a level. Ask before the level's first trial is stored.</summary>
    /// <param name="level">From 0.</param>
    /// <returns>
    /// The stored version where the level has begun, or has one; else the file as it is now, stored with the level if it differs from the last version; else,
    /// where the file is invalid or gone, the last version with a note. Each thing is noted once.
    /// </returns>
    /// <exception cref="BadInputException">There is no last version and the file is invalid; or a stored version is not valid for the task any more.</exception>
    public LevelRules RulesAt(int level)
    {
        var stored = _store.ReadRules().OrderBy(version => version.Level).ToArray();
        if (HasBegun(level, stored) && _versions.At(stored, level) is { } used) return new(used, null);
        var last = stored.LastOrDefault(version => version.Level < level);
        try
        {
            return File.Exists(_path) ? TakeUp(FeedbackFile.Parse(Utf8Text.Read(_path), _path, _labels, _errorKinds), level, last) : WithoutFile(level, last);
        }
        catch (BadInputException e) when (last is not null)
        {
            return new(_versions.Read(last), Once($"{e.Message}\nThe edit is not used; the rules stay as they were until it is put right."));
        }
    }

    private bool HasBegun(int level, RulesVersion[] stored) =>
        stored.Any(version => version.Level >= level) || _store.ReadTrials().Any(trial => trial.Level >= level);

    private LevelRules TakeUp(RuleSet rules, int level, RulesVersion? last)
    {
        if (last?.Text == rules.Text) return new(_versions.Read(last), Once(null));
        _store.SaveRules(new(level, rules.Text));
        return new(rules, last is null ? null : Once($"{_path} has changed: {rules.Rules.Count} rules are used from level {level} on."));
    }

    private LevelRules WithoutFile(int level, RulesVersion? last)
    {
        var builtIn = FeedbackFile.BuiltIn(_labels, _errorKinds);
        if (last is null) return TakeUp(builtIn, level, last);
        return new(_versions.Read(last), Once(last.Text == builtIn.Text ? null : $"{_path} is gone; the rules stay as they were. To have none, write 'rules: []' into it."));
    }

    private string? Once(string? note)
    {
        string told = _told;
        _told = note ?? "";
        return note == told ? null : note;
    }
}
