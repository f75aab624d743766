using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Feedback.Conditions;
using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>The template of a rule's advice.</summary>
internal sealed class RuleMessage(TemplateText template)
{
    private const string None = "none", NoReply = "(nothing)", NoAnswer = "no answer", Unknown = "not known";

    private static readonly (string Name, Func<Rollout, string?> Value)[] RowFields =
    [
        ("input", rollout => rollout.Input),
        ("target", rollout => rollout.Target),
        ("answer", rollout => rollout.Answer ?? NoAnswer),
        ("output", rollout => Written(rollout.Output)),
        ("expected", rollout => rollout.Target),
        ("score", rollout => Number(rollout.Score)),
        ("reply_tokens", rollout => Number(rollout.OutputTokens)),
        ("steps", rollout => Number(rollout.Episode?.Steps.Count ?? rollout.Samples?.Answer.Steps.Count)),
        ("trace", RolloutTrace.Of),
    ];

    private static readonly (string Name, Func<EpisodeRecord, SubjectStep?, string?> Value)[] EpisodeOnly =
    [
        ("reply", (_, step) => Written(step?.Record.Reply)),
        ("error", (_, step) => step?.Record.ErrorMessage),
        ("observation", (episode, step) => step is null ? episode.Observation : step.Observation),
        ("action", (_, step) => step?.Record.Action),
        ("alternative", (_, step) => step?.Record.Alternative ?? Unknown),
        ("step", (_, step) => Number(step?.Number)),
        ("end", (episode, _) => episode.End),
        ("violations", (episode, _) => Number(episode.Violations)),
        ("progress", (episode, _) => Number(episode.Progress)),
        ("bound", (episode, _) => Number(episode.Bound)),
        ("feedback", (_, step) => step?.Record.Feedback),
    ];

    /// <summary>What a message about a row of a dataset may name.</summary>
    public static IReadOnlyList<string> DatasetFields { get; } = [.. RowFields.Select(field => field.Name)];

    /// <summary>What a message about an episode may name.</summary>
    public static IReadOnlyList<string> EpisodeFields { get; } = [.. DatasetFields, .. EpisodeOnly.Select(field => field.Name)];

    /// <summary>The message with <see cref="Advice.Filled"/> in each place that is filled in.</summary>
    public string Template { get; } = template.Render(_ => Advice.Filled.ToString());

    /// <summary>Fills it in. What is filled in is not read again; what is not there becomes a short word.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="step">The step it is about; null if the rollout has none.</param>
    public string Fill(Rollout rollout, SubjectStep? step) => template.Render(field =>
    {
        string? text = Array.Find(RowFields, f => f.Name == field).Value is { } row ? row(rollout)
            : rollout.Episode is { } episode ? Array.Find(EpisodeOnly, f => f.Name == field).Value(episode, step)
            : null;
        return string.IsNullOrWhiteSpace(text) ? None : text;
    });

    private static string Written(string? reply) => string.IsNullOrWhiteSpace(reply) ? NoReply : reply;

    private static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);
}
