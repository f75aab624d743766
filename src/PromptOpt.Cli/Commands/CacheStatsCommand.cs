using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt cache stats</c>: what is remembered and what it has saved.</summary>
internal sealed class CacheStatsCommand : Command
{
    private readonly CommandContext _context;
    private readonly CachePlace _place;
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    public CacheStatsCommand(CommandContext context)
        : base("stats", "Show what is remembered and what it has saved: of one cache, or of all studies.")
    {
        _context = context;
        _place = new(context);
        _place.AddTo(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = _context.Host.Out;
        if (_place.File(parsed) is { } file)
        {
            var report = await ReadAsync(file);
            if (parsed.GetValue(_json)) output.WriteLine(JsonText.Write(report));
            else report.Write(output);
            return ExitCode.Done;
        }

        var studies = _place.Studies(parsed);
        if (parsed.GetValue(_json))
            output.WriteLine(JsonText.Write(new { Caches = await Task.WhenAll(studies.Select(study => ReadAsync(study.Responses))) }));
        else
            await WriteAllAsync(output, studies);
        return ExitCode.Done;
    }

    private async Task WriteAllAsync(TextWriter output, IReadOnlyList<StudyFolder> studies)
    {
        if (studies.Count == 0)
        {
            _context.Host.Error.WriteLine("no study has a response cache; give --cache DIR for a shared one");
            return;
        }

        var table = new TextTable("study", ">on disk", ">entries", ">calls saved", ">tokens saved", "");
        foreach (var study in studies)
        {
            try
            {
                var report = await ReadAsync(study.Responses);
                table.Add(study.Name, Format.Bytes(report.BytesOnDisk), Format.Count(report.Entries), Format.Count(report.Hits), Format.Count(report.TokensSaved), "");
            }
            catch (PromptOptException e)
            {
                table.Add(study.Name, Format.Nothing, Format.Nothing, Format.Nothing, Format.Nothing, Format.OneLine(e.Message)); // the others are still told
            }
        }

        table.Write(output);
    }

    private async Task<CacheReport> ReadAsync(string path)
    {
        await using var cache = _context.Backend.OpenResponses(path, new() { Time = _context.Host.Time });
        return CacheReport.From(path, cache.ReadUse());
    }
}
