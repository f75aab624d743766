using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>What the rules of a task may name: what is known of its answers and its world.</summary>
/// <param name="labels">The closed set of answers; empty for open ones, null where unknown.</param>
/// <param name="errorKinds">Kinds of violations of a multi-step task's world, empty where unknown; null for a dataset.</param>
internal sealed class RuleNames(IReadOnlyCollection<string>? labels, IReadOnlyCollection<string>? errorKinds)
{
    /// <summary>What can be wrong with the answer to a row.</summary>
    public const string WrongLabel = "wrong-label", NoAnswer = "no-answer", TooLong = "too-long", WrongAnswer = "wrong-answer";

    private static readonly string[] RowErrors = [WrongLabel, NoAnswer, TooLong, WrongAnswer];
    private static readonly string[] Ends = [EpisodeRecord.Stuck, EpisodeRecord.StepLimitReached, EpisodeRecord.Context, EpisodeRecord.Over];
    private static readonly string[] EpisodeErrors = [EpisodeRecord.Format, .. Ends];

    /// <summary>Whether the task is known to have rows rather than episodes.</summary>
    public bool IsDataset => errorKinds is null && labels is not null;

    /// <summary>Whether the task is known to have episodes.</summary>
    public bool HasEpisodes => errorKinds is not null;

    /// <summary>What a message may name.</summary>
    public IReadOnlyList<string> Fields => IsDataset ? RuleMessage.DatasetFields : RuleMessage.EpisodeFields;

    /// <summary>What is wrong with a label; null if nothing is known to be.</summary>
    public string? ProblemOfLabel(string label) => labels is { Count: > 0 } && !labels.Contains(label)
        ? $"'{label}' is not one of the labels {string.Join(", ", labels)}{Spelling.Hint(label, labels)}"
        : null;

    /// <summary>What is wrong with a kind of error; null if nothing is known to be.</summary>
    public string? ProblemOfError(string kind)
    {
        if (kind == EpisodeRecord.Success) return "'success' is no error; write 'success: true' without 'error'";
        if (IsDataset) return Unknown(kind, RowErrors);
        return HasEpisodes ? UnknownInWorld(kind, EpisodeErrors) : null;
    }

    /// <summary>What is wrong with a kind of error of a step; null if nothing is known to be.</summary>
    public string? ProblemOfStepError(string kind)
    {
        if (Ends.Contains(kind)) return $"'{kind}' is how an episode ends, not what is wrong with a step; write it beside 'step', not in it";
        return HasEpisodes ? UnknownInWorld(kind, [EpisodeRecord.Format]) : null;
    }

    /// <summary>What is wrong with the end of an episode; null if nothing is known to be.</summary>
    public string? ProblemOfEnd(string end) => HasEpisodes ? UnknownInWorld(end, [EpisodeRecord.Success, .. EpisodeErrors]) : null;

    private string? UnknownInWorld(string kind, string[] own)
    {
        if (errorKinds is { Count: > 0 }) return Unknown(kind, [.. own, .. errorKinds]);
        return RowErrors.Contains(kind) ? $"'{kind}' is for datasets; episodes have {string.Join(", ", own)} and the violations of the world" : null;
    }

    private static string? Unknown(string name, string[] known) =>
        known.Contains(name) ? null : $"must be one of {string.Join(", ", known)}, but is '{name}'{Spelling.Hint(name, known)}";
}
