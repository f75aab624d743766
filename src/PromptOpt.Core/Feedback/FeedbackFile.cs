using PromptOpt.Environments.Worlds;
using PromptOpt.Feedback.Conditions;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Feedback;

/// <summary>Reads a task folder's <c>feedback.yaml</c>, strictly. Nothing in such a file is ever run. <c>docs/rules.md</c> has the grammar.</summary>
public static class FeedbackFile
{
    /// <summary>Name of the file in a task folder.</summary>
    public const string FileName = "feedback.yaml";

    /// <summary>Reads rules.</summary>
    /// <param name="path">The file; if it does not exist, the built-in rules are returned.</param>
    /// <param name="labels">The closed set that <c>expected</c> and <c>answered</c> must be from, empty for open answers; null where nothing is known of the task.</param>
    /// <param name="errorKinds">Kinds of violations of a multi-step task's world, empty where they are unknown; null for a dataset.</param>
    /// <exception cref="BadInputException">The file has problems: all of them, one a line, as <c>path:line:column: ...</c>.</exception>
    public static RuleSet Load(string path, IReadOnlyCollection<string>? labels = null, IReadOnlyCollection<string>? errorKinds = null) =>
        File.Exists(path) ? Parse(Utf8Text.Read(path), path, labels, errorKinds) : BuiltIn(labels, errorKinds);

    /// <summary>Reads the text of rules that was got elsewhere.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="labels">As in <see cref="Load"/>.</param>
    /// <param name="errorKinds">As in <see cref="Load"/>.</param>
    /// <exception cref="BadInputException">As in <see cref="Load"/>.</exception>
    public static RuleSet Parse(string text, string name, IReadOnlyCollection<string>? labels = null, IReadOnlyCollection<string>? errorKinds = null)
    {
        var file = YamlFile.Parse(name, text);
        var patterns = new RulePatterns();
        var rules = new RuleReader(new(labels, errorKinds), patterns).Read(file.Root);
        file.ThrowIfAny();
        return new(rules, text, labels ?? [], patterns);
    }

    /// <summary>The rules of a task without a file: for a dataset what was wrong and what was expected instead, for episodes how they went wrong.</summary>
    /// <param name="labels">As in <see cref="Load"/>.</param>
    /// <param name="errorKinds">As in <see cref="Load"/>.</param>
    public static RuleSet BuiltIn(IReadOnlyCollection<string>? labels = null, IReadOnlyCollection<string>? errorKinds = null) =>
        Parse(DefaultText(errorKinds), FileName, labels, errorKinds);

    /// <summary>What to hand to <see cref="Load"/> as error kinds where the environment was not opened: a built-in world's violations, nothing for other
    /// environments, null for a dataset.</summary>
    public static IReadOnlyList<string>? ErrorKindsOf(TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Environment is not { } spec) return null;
        return spec.World is { } world ? WorldCatalog.Create(world, spec.WorldOptions, spec.FormatRetries).Info.Violations : [];
    }

    /// <summary>The text of the built-in rules: a starting point for a task's own.</summary>
    /// <param name="errorKinds">As in <see cref="Load"/>.</param>
    internal static string DefaultText(IReadOnlyCollection<string>? errorKinds = null) =>
        EmbeddedText.Read($"PromptOpt.Feedback.{(errorKinds is null ? "feedback" : "episode-feedback")}.yaml");
}
