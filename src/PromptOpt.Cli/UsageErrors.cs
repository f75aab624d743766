using System.CommandLine;

namespace PromptOpt.Cli;

/// <summary>Says what is wrong with a command line: on stderr only, so that a pipe never reads it as a result.</summary>
internal static class UsageErrors
{
    /// <summary>Prints every error, a guess for every unknown word, and where the help is.</summary>
    /// <returns><see cref="ExitCode.Usage"/>.</returns>
    public static int Print(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var known = Known(command).ToList();
        var misplaced = parsed.UnmatchedTokens.Where(token => token.StartsWith('-') && known.Contains(token)).ToList(); // before the command, or behind --
        var unknown = misplaced.Count > 0 ? [] : parsed.UnmatchedTokens; // what follows a misplaced option is its value
        var isGroup = command.Action is null;
        if (misplaced.Count > 0) error.WriteLine($"error: {string.Join(", ", misplaced)} must stand behind '{CommandPath(parsed)}', and not behind '--'");
        else if (unknown.Count > 0) error.WriteLine($"error: {CommandPath(parsed)} knows no {string.Join(" ", unknown.Select(token => $"'{token}'"))}");
        else if (isGroup) error.WriteLine($"error: {CommandPath(parsed)} needs one of: {string.Join(", ", command.Subcommands.Select(c => c.Name))}");
        foreach (var message in OtherErrors(parsed, isGroup)) error.WriteLine($"error: {message}");
        foreach (var token in unknown)
        {
            if (Spelling.Nearest(token, known) is { } closest) error.WriteLine($"did you mean {closest}?");
        }

        error.WriteLine($"help: {CommandPath(parsed)} --help");
        return ExitCode.Usage;
    }

    /// <summary>The parser's own messages, less the ones about unknown words and missing subcommands, which are said better above.</summary>
    private static IEnumerable<string> OtherErrors(ParseResult parsed, bool isGroup) => isGroup
        ? parsed.Errors.Select(e => e.Message).Where(message => message.StartsWith("Response file", StringComparison.Ordinal))
        : parsed.Errors.Select(e => e.Message)
            .Where(message => !parsed.UnmatchedTokens.Any(token => message.EndsWith($"'{token}'.", StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Known(Command command) => command.Subcommands.Select(c => c.Name)
        .Concat(command.Options.Select(o => o.Name));

    private static string CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, result.Command is RootCommand ? "promptopt" : result.Command.Name);
        return string.Join(' ', names);
    }
}
