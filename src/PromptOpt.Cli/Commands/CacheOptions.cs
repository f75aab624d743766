using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Storage;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about remembered responses, shared by every command that asks a model.</summary>
internal sealed class CacheOptions
{
    private readonly Option<string?> _folder = OptionFactory.Text("--cache", "Folder of remembered responses, shared between studies. Default: the study's own.", "DIR");
    private readonly Option<bool> _off = OptionFactory.Switch("--no-cache", "Remember no responses: compute every one.");
    private readonly Option<long?> _size = OptionFactory.Size("--cache-size", "Most disk space of remembered responses; the longest unused ones make room. Default: 1GB.", ResponseCacheOptions.LeastMaxBytes);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _off, _size }) command.Options.Add(option);
    }

    /// <summary>The values, over those of an earlier run where the user gave none.</summary>
    /// <exception cref="BadInputException">A folder and no cache were both asked for.</exception>
    public CacheSettings Read(ParseResult parsed, CacheSettings earlier, Locations places)
    {
        var (folder, off) = (parsed.GetValue(_folder), parsed.GetValue(_off));
        if (folder is not null && off) throw new BadInputException("give --cache or --no-cache, not both");
        return new()
        {
            Folder = folder is null ? earlier.Folder : places.Absolute(folder),
            IsOff = off || (earlier.IsOff && folder is null),
            MaxBytes = parsed.GetValue(_size) ?? earlier.MaxBytes,
        };
    }
}
