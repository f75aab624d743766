using System.Text.RegularExpressions;
using PromptOpt.Yaml;

namespace PromptOpt.Search.Grids;

/// <summary>Reads the file of a grid, strictly.</summary>
public static partial class GridFile
{
    /// <summary>The built-in variable that stands for the seed prompt's own text.</summary>
    internal const string Instruction = "instruction";

    /// <summary>The built-in variable that stands for the task's labels, parted by commas.</summary>
    internal const string Labels = "labels";

    private const int MostSlots = 16;

    /// <summary>Reads a grid.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is missing or has problems: all of them, one a line, as <c>path:line:column: ...</c>.</exception>
    public static PromptGrid Load(string path) => Read(YamlFile.Read(path));

    /// <summary>Reads one that was got elsewhere.</summary>
    internal static PromptGrid Parse(string path, string text) => Read(YamlFile.Parse(path, text));

    private static PromptGrid Read(YamlFile file)
    {
        var root = file.Root;
        var variables = root.Map("variables") is { } map ? ReadVariables(map) : [];
        var grid = new PromptGrid
        {
            Name = root.RequiredText("name"),
            Description = root.Text("description") ?? "",
            Join = root.Choice<GridJoin>("join") ?? GridJoin.Blank,
            Variables = variables,
            Slots = [.. ReadSlots(root, variables), .. ReadReasoning(root), .. ReadPrefix(root)],
        };
        root.Done();
        CheckVariables(root, grid);
        if (!file.HasProblems && Size(grid) is < 2 or > PromptGrid.MostCells)
            root.Problem("slots", FormattableString.Invariant($"must make 2 to {PromptGrid.MostCells:#,0} cells, but make {Size(grid):#,0}; add or remove options"));
        file.ThrowIfAny();
        return grid;
    }

    private static double Size(PromptGrid grid) => grid.Slots.Aggregate(1.0, (product, slot) => product * slot.Options.Count);

    private static Dictionary<string, string> ReadVariables(YamlMap map)
    {
        var variables = new Dictionary<string, string>();
        foreach (string name in map.Keys.ToArray())
        {
            variables[name] = map.RequiredText(name);
            if (name is Instruction or Labels) map.Problem(name, "is built in; choose another name");
            else if (!Name().IsMatch(name)) map.Problem(name, "a name is of lower-case letters, digits and '_', beginning with a letter");
            if (variables[name].Contains("{{", StringComparison.Ordinal)) map.Problem(name, "must be plain text, without {{...}}");
        }

        map.Done();
        return variables;
    }

    private static List<GridSlot> ReadSlots(YamlMap root, Dictionary<string, string> variables)
    {
        var slots = new List<GridSlot>();
        var maps = root.Maps("slots");
        if (maps.Count is 0 or > MostSlots) root.Problem("slots", $"must be 1 to {MostSlots} slots, each a mapping with 'name' and 'options'");
        foreach (var map in maps)
        {
            string name = map.RequiredText("name");
            var slot = new GridSlot(name, GridSlotKind.Text, ReadOptions(map, "options"));
            map.Done();
            if (name is "reasoning" or "answer-prefix" || slots.Any(other => other.Name == name)) map.Problem("name", $"'{name}' is taken; choose another name");
            foreach (string option in slot.Options) CheckNames(map, option, variables.Keys);
            slots.Add(slot);
        }

        return slots;
    }

    /// <summary>Options of a text slot or of the answer prefix. <c>none</c> must be among them, so that every grid has a cell without a system message.</summary>
    private static string[] ReadOptions(YamlMap map, string key)
    {
        if (map.Texts(key) is not { } texts)
        {
            if (!map.Has(key)) map.Problem(key, "is missing; give a list such as [none, You are an expert.]");
            return [];
        }

        if (texts.Any(string.IsNullOrWhiteSpace)) map.Problem(key, $"an option is empty; write {GridSlot.None}");
        if (texts.Distinct(StringComparer.Ordinal).Count() < texts.Count) map.Problem(key, "an option stands there twice; remove one");
        if (!texts.Contains(GridSlot.None)) map.Problem(key, $"must hold the option {GridSlot.None}: the empty system message is always a cell");
        return [.. texts.Select(text => text == GridSlot.None ? "" : text)];
    }

    private static IEnumerable<GridSlot> ReadReasoning(YamlMap root)
    {
        if (root.Texts("reasoning") is not { } options) yield break;
        if (options.Distinct().Count() < options.Count || !options.Contains(GridSlot.Off) || options.Any(option => option is not (GridSlot.Off or GridSlot.On)))
            root.Problem("reasoning", "must be [off, on], or [off]");
        yield return new("reasoning", GridSlotKind.Reasoning, options);
    }

    private static IEnumerable<GridSlot> ReadPrefix(YamlMap root)
    {
        if (!root.Has("answer_prefix")) yield break;
        yield return new("answer-prefix", GridSlotKind.AnswerPrefix, ReadOptions(root, "answer_prefix"));
    }

    private static void CheckNames(YamlMap map, string option, IEnumerable<string> variables)
    {
        string[] known = [.. variables, Instruction, Labels];
        foreach (string name in NamesIn(option).Except(known))
            map.Problem("options", $"unknown variable {{{{{name}}}}}{Spelling.Hint(name, known)}; there are {string.Join(", ", known)}");
    }

    private static void CheckVariables(YamlMap root, PromptGrid grid)
    {
        var used = grid.Slots.SelectMany(slot => slot.Options).SelectMany(NamesIn).ToHashSet();
        foreach (string name in grid.Variables.Keys.Where(name => !used.Contains(name)))
            root.Problem("variables", $"'{name}' stands in no option; use it as {{{{{name}}}}}, or remove it");
    }

    /// <summary>Names of the variables in an option.</summary>
    internal static IEnumerable<string> NamesIn(string option) => Placeholder().Matches(option).Select(match => match.Groups[1].Value);

    /// <summary>An option with its variables filled in; what is filled in is not read again.</summary>
    internal static string Fill(string option, Func<string, string> value) => Placeholder().Replace(option, match => value(match.Groups[1].Value));

    [GeneratedRegex(@"\{\{\s*([^{}\s]+)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Name();
}
