using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Search.ScoreModels;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt score-model explain STUDY</c>: what moves its predictions.</summary>
internal sealed class ScoreModelExplainCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    public ScoreModelExplainCommand(CommandContext context)
        : base("explain", "Show which features and which phrases move the predictions of a score model that learned from a study.")
    {
        _context = context;
        Arguments.Add(_study);
        Options.Add(_results);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var folder = new StudyNames(_context.Backend, _context.Locations.Results(parsed.GetValue(_results))).Existing(parsed.GetRequiredValue(_study));
        using var store = _context.Backend.OpenStore(folder.Database);
        var explanation = ScoreModelExplanation.Of(store.ReadTrials(), StudyReader.ReadStudy(store, folder).Seed);
        if (parsed.GetValue(_json)) _context.Host.Out.WriteLine(JsonText.Write(explanation));
        else ScoreModelPage.Write(_context.Host.Out, folder.Name, explanation, _context.Host.OutWidth);
        return ExitCode.Done;
    }
}
