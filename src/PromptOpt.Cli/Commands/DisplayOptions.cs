using System.CommandLine;
using PromptOpt.Cli.Display;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about what is printed, shared by the commands that take time.</summary>
internal sealed class DisplayOptions
{
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print the result as one JSON object. Values that are not finite are null.");
    private readonly Option<bool> _quiet = OptionFactory.Switch("--quiet", "Print nothing but the result and errors.");
    private readonly Option<bool> _noProgress = OptionFactory.Switch("--no-progress", "Plain lines, such as one a finished trial, instead of a live display.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _json, _quiet, _noProgress }) command.Options.Add(option);
    }

    /// <summary>Whether the result is JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>How progress is shown.</summary>
    public DisplayKind Kind(ParseResult parsed, CliHost host)
    {
        if (parsed.GetValue(_quiet)) return DisplayKind.Silent;
        var live = host.ErrorIsTerminal && !parsed.GetValue(_noProgress)
            && host.Variable("TERM") is { Length: > 0 } term && term != "dumb"
            && string.IsNullOrEmpty(host.Variable("CI"));
        return live ? DisplayKind.Live : DisplayKind.Plain;
    }
}
