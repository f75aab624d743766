using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>The rules that a stored study used, level by level.</summary>
/// <param name="path">The file they came from, for messages.</param>
/// <param name="labels">As in <see cref="FeedbackFile.Load"/>.</param>
/// <param name="errorKinds">As in <see cref="FeedbackFile.Load"/>.</param>
public sealed class RuleVersions(string path, IReadOnlyCollection<string>? labels, IReadOnlyCollection<string>? errorKinds)
{
    private readonly Dictionary<string, RuleSet> _read = new(StringComparer.Ordinal);

    /// <summary>The version that a level used: the last one of it or a level before; null if there is none.</summary>
    /// <param name="versions">What the store has, by level.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="BadInputException">The stored text is not valid for the task as it is now.</exception>
    public RuleSet? At(IReadOnlyList<RulesVersion> versions, int level) =>
        versions.LastOrDefault(version => version.Level <= level) is { } version ? Read(version) : null;

    /// <summary>Reads a version.</summary>
    /// <exception cref="BadInputException">The stored text is not valid for the task as it is now.</exception>
    public RuleSet Read(RulesVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (_read.TryGetValue(version.Text, out var rules)) return rules;
        return _read[version.Text] = FeedbackFile.Parse(version.Text, $"{path} (as stored for level {version.Level})", labels, errorKinds);
    }
}
