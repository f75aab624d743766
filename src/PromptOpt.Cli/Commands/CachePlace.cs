using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary>The options that say which response cache is meant.</summary>
internal sealed class CachePlace(CommandContext context)
{
    private readonly Option<string?> _folder = OptionFactory.Text("--cache", "Folder of the cache.", "DIR");
    private readonly Option<string?> _study = OptionFactory.Text("--study", "The cache of this study.", "NAME");
    private readonly Option<string?> _results = CommonOptions.Results();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _study, _results }) command.Options.Add(option);
    }

    /// <summary>The file that is meant; null if the user named none.</summary>
    /// <exception cref="BadInputException">It does not exist, or two were named.</exception>
    public string? File(ParseResult parsed)
    {
        var (folder, study) = (parsed.GetValue(_folder), parsed.GetValue(_study));
        if (folder is not null && study is not null) throw new BadInputException("give --cache or --study, not both");
        var path = folder is not null ? Path.Combine(context.Locations.Absolute(folder), CacheSettings.FileName)
            : study is not null ? new StudyNames(context.Backend, Results(parsed)).Existing(study).Responses
            : null;
        if (path is null || System.IO.File.Exists(path)) return path;
        throw new BadInputException(folder is not null
            ? $"--cache: there is no response cache {path}; check the folder"
            : $"--study: {study} has no response cache: it was run with --cache DIR or --no-cache, or has not been run since there are caches");
    }

    /// <summary>The caches of all studies.</summary>
    public IReadOnlyList<StudyFolder> Studies(ParseResult parsed) =>
        [.. StudyFolder.List(Results(parsed)).Where(folder => System.IO.File.Exists(folder.Responses))];

    private string Results(ParseResult parsed) => context.Locations.Results(parsed.GetValue(_results));
}
