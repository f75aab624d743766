using System.Text.RegularExpressions;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Operators;

namespace PromptOpt.Search;

/// <summary>
/// What the optimiser itself says to a model, read from <c>prompts/</c>. A prompt file has a system part, a line <c>---</c>, and a user part,
/// with <c>{{name}}</c> where something is filled in; a text of the reasoning loop has one part alone; a list file has one entry a line. Lines that begin with <c>#</c> are comments.
/// </summary>
public sealed partial class PromptLibrary
{
    private static readonly Dictionary<string, string[]> Placeholders = new()
    {
        ["summarize"] = ["task", "prompt", "rule", "count", "cases"],
        ["rewrite"] = ["task", "prompt", "summaries", "successes", "ancestors"],
        ["paraphrase"] = ["task", "prompt"],
        ["shorten"] = ["task", "prompt"],
        ["edit"] = ["task", "prompt", "rule", "count", "cases"],
        ["reflect"] = ["task", "prompt", "cases"],
        ["crossover"] = ["task", "prompt", "other"],
        ["differential"] = ["task", "prompt", "first", "second", "best"],
        ["data-summary"] = ["task", "rows"],
        ["propose"] = ["task", "summary", "prompt", "rows", "tip"],
        ["induce"] = ["demonstrations"],
        ["criticize"] = ["task", "prompt", "failures"],
        ["answer-criticism"] = ["task", "prompt", "failures", "criticism"],
        ["from-scores"] = ["task", "prompts", "demonstrations"],
        ["improve"] = ["task", "prompt"],
        ["llambo-score"] = ["problem", "lowest", "highest", "rows"],
        ["llambo-good"] = ["problem", "yes", "no", "rows"],
        ["llambo-candidate"] = ["problem", "ranges", "rows", "target"],
        ["llambo-start"] = ["problem", "ranges", "count"],
    };

    private const string ScaffoldFile = "chain-of-thought";
    private const string KnobFile = "knobs";
    private const string TaskFile = "llambo-task";

    private readonly Dictionary<string, (string System, string User)> _prompts = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _lists = [];
    private readonly Dictionary<string, string> _texts = [];

    private PromptLibrary() => Reasoning = new((name, values) => Put(_texts[name], values));

    /// <summary>What reasoning loops say.</summary>
    public ReasoningTexts Reasoning { get; }

    /// <summary>Sentences that may be added to an instruction.</summary>
    public IReadOnlyList<string> Snippets => _lists["snippets"];

    /// <summary>Sentences that remind of the answer's form.</summary>
    public IReadOnlyList<string> FormatReminders => _lists["format-reminders"];

    /// <summary>Tips on the style of an instruction.</summary>
    public IReadOnlyList<string> StyleTips => _lists["style-tips"];

    /// <summary>Sentences that ask for reasoning, and for a line of its own with the answer.</summary>
    public IReadOnlyList<string> Scaffolds => _lists[ScaffoldFile];

    /// <summary>What the knobs of the tuner do, by name.</summary>
    public IReadOnlyDictionary<string, string> KnobMeanings { get; private set; } = new Dictionary<string, string>();

    /// <summary>Reads and checks all files of the folder.</summary>
    /// <exception cref="BadInputException">A file is missing or empty, lacks its <c>---</c> line, its placeholders are not the expected ones, a scaffold does
    /// not ask for the line of the answer, or a line about a knob has no name.</exception>
    public static PromptLibrary Load(string folder)
    {
        var library = new PromptLibrary();
        foreach (var (name, placeholders) in Placeholders) library._prompts[name] = ReadPrompt(Path.Combine(folder, name + ".txt"), placeholders);
        foreach (var (name, placeholders) in ReasoningTexts.Placeholders) library._texts[name] = ReadText(Path.Combine(folder, name + ".txt"), placeholders);
        library._texts[TaskFile] = ReadText(Path.Combine(folder, TaskFile + ".txt"), ["description", "instruction", "answers", "knobs"]);
        library.KnobMeanings = ReadKnobs(Path.Combine(folder, KnobFile + ".txt"));
        foreach (var name in new[] { "snippets", "format-reminders", "style-tips", ScaffoldFile })
            library._lists[name] = ReadLines(Path.Combine(folder, name + ".txt")).Where(line => line.Length > 0).ToArray();
        if (library.Scaffolds.FirstOrDefault(line => !line.Contains(ScaffoldOperator.Mark, StringComparison.Ordinal)) is { } unmarked)
            throw new BadInputException($"{Path.Combine(folder, ScaffoldFile + ".txt")}: '{unmarked}' must ask for a line that begins with '{ScaffoldOperator.Mark}', since the answer is read there.");
        return library;
    }

    /// <summary>Fills in a prompt.</summary>
    /// <param name="name">The file without its ending, such as <c>rewrite</c>.</param>
    /// <param name="values">A value for each of its placeholders.</param>
    public ChatPrompt Fill(string name, IReadOnlyDictionary<string, string> values)
    {
        var (system, user) = _prompts[name];
        return new() { Messages = [new(ChatRole.System, Put(system, values)), new(ChatRole.User, Put(user, values))] };
    }

    /// <summary>What a model that advises a tuner is told of a task.</summary>
    /// <param name="values">A value for each placeholder of <c>llambo-task</c>.</param>
    internal string DescribeTask(IReadOnlyDictionary<string, string> values) => Put(_texts[TaskFile], values).Trim();

    private static string Put(string text, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(text, match => values[match.Groups[1].Value]);

    private static Dictionary<string, string> ReadKnobs(string path)
    {
        var meanings = new Dictionary<string, string>();
        foreach (string line in ReadLines(path).Where(line => line.Length > 0))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0 || !meanings.TryAdd(line[..colon], line[(colon + 2)..].Trim()))
                throw new BadInputException($"{path}: '{line}' must be the name of a knob, a colon, a space and what it does; each name once.");
        }

        return meanings;
    }

    private static string ReadText(string path, string[] placeholders)
    {
        string text = string.Join('\n', ReadLines(path)).Trim();
        Check(path, text, placeholders);
        return text;
    }

    private static (string System, string User) ReadPrompt(string path, string[] placeholders)
    {
        var lines = ReadLines(path);
        int cut = lines.IndexOf("---");
        if (cut < 0) throw new BadInputException($"{path}: a line '---' between system part and user part is missing; add it.");
        string system = string.Join('\n', lines[..cut]).Trim(), user = string.Join('\n', lines[(cut + 1)..]).Trim();
        Check(path, system + user, placeholders);
        return (system, user);
    }

    private static void Check(string path, string text, string[] placeholders)
    {
        var found = Placeholder().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        foreach (var unknown in found.Except(placeholders))
            throw new BadInputException($"{path}: unknown placeholder {{{{{unknown}}}}}; known are {string.Join(", ", placeholders)}.");
        foreach (var missing in placeholders.Except(found))
            throw new BadInputException($"{path}: placeholder {{{{{missing}}}}} is missing; the model would not see it.");
    }

    private static List<string> ReadLines(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: file not found; restore it, or name another folder with --prompts.");
        var lines = File.ReadAllLines(path).Where(line => !line.StartsWith('#')).Select(line => line.TrimEnd()).ToList();
        if (lines.All(string.IsNullOrWhiteSpace)) throw new BadInputException($"{path}: the file is empty.");
        return lines;
    }

    [GeneratedRegex(@"\{\{([a-z]+)\}\}")]
    private static partial Regex Placeholder();
}
