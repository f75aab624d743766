using System.CommandLine;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt runtime install|list|remove</c>: builds of the native libraries for GPUs.</summary>
internal sealed class RuntimeCommand : Command
{
    private static readonly string[] Words = [.. Enum.GetNames<RuntimeKind>().Select(name => name.ToLowerInvariant())];

    private readonly CommandContext _context;
    private readonly Argument<string> _kind = new("KIND") { Description = $"One of {string.Join(", ", Words)}." };
    private readonly Argument<string> _name = new("NAME") { Description = "Name as promptopt runtime list shows it." };
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public RuntimeCommand(CommandContext context)
        : base("runtime", "Install, list or remove native libraries for GPUs.")
    {
        _context = context;
        _kind.CompletionSources.Add(Words);
        var install = new Command("install", "Download a runtime from the npm registry and check it against its pinned checksum.") { _kind };
        _display.AddTo(install);
        install.SetAction(InstallAsync);
        var list = new Command("list", "List the runtimes for this machine.");
        list.SetAction(_ => List());
        var remove = new Command("remove", "Remove an installed runtime.") { _name };
        remove.SetAction(Remove);
        foreach (var command in new[] { install, list, remove }) Subcommands.Add(command);
    }

    private RuntimeStore Store => _context.Backend.Runtimes;

    private async Task<int> InstallAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var word = parsed.GetRequiredValue(_kind);
        if (!Words.Contains(word)) throw new BadInputException($"KIND: must be one of {string.Join(", ", Words)}, but is '{word}'");
        var package = RuntimeCatalog.Find(Enum.Parse<RuntimeKind>(word, ignoreCase: true));
        _context.ResumeCommand = $"promptopt runtime install {word}";
        var registry = await _context.Backend.FindRegistry(cancellationToken);
        using var downloader = _context.Backend.CreateDownloader();
        using var display = TransferDisplay.Create(_display.Kind(parsed, _context.Host), _context.Host, package.FullName);
        var isNew = await new RuntimeInstaller(Store, downloader).InstallAsync(package, registry, display, cancellationToken);
        display.Dispose(); // the result stands on a line of its own
        Print(Store.List().First(runtime => runtime.Folder == Store.Folder(package)), isNew, _display.Json(parsed));
        return ExitCode.Done;
    }

    private void Print(InstalledRuntime runtime, bool isNew, bool isJson)
    {
        var host = _context.Host;
        if (!isNew) host.Error.WriteLine($"{runtime.Word} is installed already");
        if (isJson) host.Out.WriteLine(JsonText.Write(new { Kind = runtime.Word, runtime.Name, runtime.Version, runtime.Folder, runtime.Bytes, Installed = isNew }));
        else host.Out.WriteLine($"{runtime.Word}  {runtime.Version}  {Format.Bytes(runtime.Bytes)}  {runtime.Folder}");
        if (isNew && runtime.Package is { Kind: not RuntimeKind.Cpu }) host.Error.WriteLine("promptopt doctor tells whether this machine can use it");
    }

    private int List()
    {
        var table = new TextTable("name", "package", "version", ">size", "");
        var installed = Store.List();
        foreach (var package in RuntimeCatalog.For())
        {
            var found = installed.FirstOrDefault(runtime => runtime.Package == package);
            table.Add(
                package.Word, package.Name, package.Version, Format.Bytes(found?.Bytes ?? package.Bytes),
                found is null ? "not installed; the size is that of the download" : found.Folder);
        }

        foreach (var other in installed.Where(runtime => runtime.Package is null))
            table.Add(other.Word, other.Name, other.Version, Format.Bytes(other.Bytes), "of another version; not used");
        table.Write(_context.Host.Out);
        return ExitCode.Done;
    }

    private int Remove(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_name);
        var removed = Store.Remove(name);
        if (removed.Count == 0) throw new BadInputException($"no runtime '{name}' is installed{Suggestion.For(name, Store.List().Select(runtime => runtime.Word))}");
        foreach (var runtime in removed) _context.Host.Out.WriteLine($"removed {runtime.Word}  {Format.Bytes(runtime.Bytes)}  {runtime.Folder}");
        return ExitCode.Done;
    }
}
