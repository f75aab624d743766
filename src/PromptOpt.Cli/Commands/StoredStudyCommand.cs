using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary>A command that looks at a stored study, without a model, and prints what it finds for people or as one JSON object.</summary>
internal abstract class StoredStudyCommand : Command
{
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    protected StoredStudyCommand(CommandContext context, string name, string description)
        : base(name, description)
    {
        Context = context;
        Arguments.Add(_study);
        Options.Add(_results);
        Options.Add(_json);
        SetAction(Run);
    }

    /// <summary>The process and the product.</summary>
    protected CommandContext Context { get; }

    /// <summary>Prints what there is to say.</summary>
    /// <param name="store">The open study.</param>
    /// <param name="study">Its row.</param>
    /// <param name="folder">Its files.</param>
    /// <param name="json">Whether as JSON.</param>
    protected abstract void Report(IStudyStore store, Study study, StudyFolder folder, bool json);

    private int Run(ParseResult parsed)
    {
        var folder = new StudyNames(Context.Backend, Context.Locations.Results(parsed.GetValue(_results))).Existing(parsed.GetRequiredValue(_study));
        using var store = Context.Backend.OpenStore(folder.Database);
        Report(store, StudyReader.ReadStudy(store, folder), folder, parsed.GetValue(_json));
        return ExitCode.Done;
    }
}
