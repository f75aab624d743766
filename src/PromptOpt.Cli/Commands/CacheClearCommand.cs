using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Storage;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt cache clear</c>: removes remembered responses and frees their disk space.</summary>
internal sealed class CacheClearCommand : Command
{
    private readonly CommandContext _context;
    private readonly CachePlace _place;
    private readonly Option<string?> _model = OptionFactory.Text("--model", "Only those of the models whose SHA-256 begins so.", "HASHPREFIX");
    private readonly Option<TimeSpan?> _age = OptionFactory.Time("--older-than", "Only those not used for this long, such as 30d.");

    /// <summary>Declares the command.</summary>
    public CacheClearCommand(CommandContext context)
        : base("clear", "Remove remembered responses and free their disk space.")
    {
        _context = context;
        _place = new(context);
        _place.AddTo(this);
        Options.Add(_model);
        Options.Add(_age);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var filter = new ResponseFilter { ModelPrefix = parsed.GetValue(_model), NotUsedFor = parsed.GetValue(_age) };
        var path = _place.File(parsed) ?? throw new BadInputException("say which cache to clear: --cache DIR or --study NAME");
        try
        {
            await using var cache = _context.Backend.OpenResponses(path, new() { Time = _context.Host.Time });
            CheckModel(filter.ModelPrefix, path, cache.ReadUse());
            Print(path, cache.Clear(filter));
        }
        catch (DamagedCacheException) when (filter == new ResponseFilter())
        {
            var bytes = SqliteResponseCache.BytesOnDisk(path);
            SqliteResponseCache.Delete(path);
            _context.Host.Out.WriteLine($"removed {path}, which was damaged; {Format.Bytes(bytes)} freed");
        }

        return ExitCode.Done;
    }

    private static void CheckModel(string? prefix, string path, IReadOnlyList<ResponseCacheUse> models)
    {
        if (prefix is null || (prefix.Length > 0 && models.Any(m => m.ModelIdentity.StartsWith(prefix, StringComparison.Ordinal)))) return;
        throw new BadInputException($"--model: no model in {path} has a SHA-256 that begins with '{prefix}'; promptopt cache stats shows them");
    }

    private void Print(string path, RemovedResponses removed) => _context.Host.Out.WriteLine(removed.Entries == 0
        ? $"nothing to remove in {path}"
        : $"removed {Format.Count(removed.Entries)} responses from {path}; {Format.Bytes(removed.Bytes)} freed");
}
