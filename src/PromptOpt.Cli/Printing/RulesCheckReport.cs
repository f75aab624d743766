using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.Cli.Running;
using PromptOpt.Feedback;

namespace PromptOpt.Cli.Printing;

/// <summary>What a check of a rule file found; printed as it is with <c>--json</c>.</summary>
internal sealed partial record RulesCheckReport
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Rules in it; null if it has problems.</summary>
    public required int? Rules { get; init; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Checks a file by reading it.</summary>
    public static RulesCheckReport Of(string file, Func<RuleSet> read)
    {
        try
        {
            return new() { File = file, Rules = read().Rules.Count, Problems = [] };
        }
        catch (BadInputException e)
        {
            return new() { File = file, Rules = null, Problems = [.. e.Message.Split('\n').Select(line => Place(file, line))] };
        }
    }

    /// <summary>Writes the report for people: what is wrong to <paramref name="error"/>, or else one line to <paramref name="output"/>.</summary>
    public void Write(TextWriter output, TextWriter error, TaskNames names)
    {
        foreach (var problem in Problems) error.WriteLine(FormattableString.Invariant($"{File}:{problem.Line}:{problem.Column}: {problem.Message}"));
        if (Problems.Count > 0) error.WriteLine($"error: {Problems.Count} {(Problems.Count == 1 ? "problem" : "problems")} in {File}");
        else output.WriteLine($"{Rules} {(Rules == 1 ? "rule" : "rules")}, no problems");
        if (names.Task is null) error.WriteLine("note: labels and violations that it names are not checked; name the task with --task NAME");
        else if (names.ErrorKinds is { Count: 0 }) error.WriteLine("note: the violations that it names are not checked: only the environment itself knows them");
    }

    private static Problem Place(string file, string line)
    {
        var match = Placed().Match(line.StartsWith(file, StringComparison.Ordinal) ? line[file.Length..] : line);
        return match.Success ? new(Number(match.Groups[1]), Number(match.Groups[2]), match.Groups[3].Value) : new(1, 1, line);
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^:(\d{1,9}):(\d{1,9}): (.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Placed();

    /// <summary>Something wrong.</summary>
    /// <param name="Line">From 1.</param>
    /// <param name="Column">From 1.</param>
    /// <param name="Message">What, and what to do.</param>
    internal sealed record Problem(int Line, int Column, string Message);
}
