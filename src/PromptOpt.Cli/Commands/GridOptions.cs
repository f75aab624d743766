using System.CommandLine;
using PromptOpt.Search.Grids;

namespace PromptOpt.Cli.Commands;

/// <summary>The options of the strategy grid, shared by every command that begins studies.</summary>
internal sealed class GridOptions
{
    private readonly Option<string?> _grid = OptionFactory.Text("--grid", "Grid of the strategy grid: a name below prompts/grids, or a .yaml file. Default: the task's, or classify for labels and plain for the rest.", "NAME|FILE");
    private readonly Option<int?> _cells = OptionFactory.Integer("--grid-cells", "Most cells of the grid to run, at least 2: a balanced part of it. Default: as many as the budget allows.", 2);
    private readonly Option<string[]?> _variables = new("--grid-variable") { Description = "Other words for a variable of the grid, such as expert_role=a nurse. May be given several times.", HelpName = "NAME=TEXT" };

    /// <summary>The options, to be added to a command.</summary>
    public IReadOnlyList<Option> All => [_grid, _cells, _variables];

    /// <summary>What was asked for; null if none of the options was given.</summary>
    /// <exception cref="BadInputException">The file does not exist, or a variable is not written as NAME=TEXT.</exception>
    public GridSpec? Read(ParseResult parsed, Locations places)
    {
        var (grid, cells, variables) = (parsed.GetValue(_grid), parsed.GetValue(_cells), parsed.GetValue(_variables) ?? []);
        if (grid is null && cells is null && variables.Length == 0) return null;
        bool isFile = grid?.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) == true;
        return new()
        {
            From = isFile ? CommonOptions.ExistingFile(places, "--grid", grid) : grid,
            Cells = cells,
            Variables = ReadVariables(variables),
        };
    }

    private static Dictionary<string, string> ReadVariables(string[] given)
    {
        var variables = new Dictionary<string, string>();
        foreach (string one in given)
        {
            if (one.Split('=', 2) is not [var name, { Length: > 0 } text] || name.Trim().Length == 0) throw new BadInputException($"--grid-variable: must be NAME=TEXT, but is '{one}'");
            if (!variables.TryAdd(name.Trim(), text.Trim())) throw new BadInputException($"--grid-variable: {name.Trim()} is given twice");
        }

        return variables;
    }
}
