using System.CommandLine;
using System.Text.RegularExpressions;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt init NAME --data FILE</c>: a task folder from a data file.</summary>
internal sealed partial class InitCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the task: lower-case letters, digits and dashes." };
    private readonly Option<string?> _data = OptionFactory.Text("--data", "Data file: .jsonl, .json, .csv or .tsv.", "FILE");
    private readonly Option<string?> _input = OptionFactory.Text("--input-field", "Column with the input. Default: input, question, text or prompt.", "COLUMN");
    private readonly Option<string?> _target = OptionFactory.Text("--target-field", "Column with the answer. Default: target, answer, label, expected_output or output.", "COLUMN");
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with a test set of its own.", "FILE");
    private readonly Option<int?> _rows = OptionFactory.Integer("--max-rows", "Take the first N rows of every file, at least 30.", 30);
    private readonly Option<string?> _tasks = OptionFactory.Text("--tasks", "Folder to put the task folder into. Default: tasks/.", "DIR");

    /// <summary>Declares the command.</summary>
    public InitCommand(CommandContext context)
        : base("init", "Write a task folder from a data file.")
    {
        _context = context;
        _data.Required = true;
        Arguments.Add(_name);
        foreach (var option in new Option[] { _data, _input, _target, _test, _rows, _tasks }) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var places = _context.Locations;
        var name = Checked(parsed.GetRequiredValue(_name));
        var parent = parsed.GetValue(_tasks) is { } given ? places.Absolute(given) : places.TasksFolder;
        var folder = Path.Combine(parent, name);
        _context.Backend.CreateTask(folder, CommonOptions.ExistingFile(places, "--data", parsed.GetValue(_data))!, new ScaffoldOptions
        {
            TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
            InputField = parsed.GetValue(_input),
            TargetField = parsed.GetValue(_target),
            MaxRows = parsed.GetValue(_rows),
        });
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            _context.Host.Out.WriteLine(file);
        var task = parsed.GetValue(_tasks) is null ? name : Path.Combine(parent, name);
        _context.Host.Error.WriteLine($"look at task.yaml, then: promptopt optimize {task}");
        return ExitCode.Done;
    }

    private static string Checked(string name) => Pattern().IsMatch(name)
        ? name
        : throw new BadInputException($"'{name}' is no name for a task: it becomes a folder, so use lower-case letters, digits and dashes, beginning with a letter or digit; --tasks DIR says where");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}$")]
    private static partial Regex Pattern();
}
