using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt models list|info|pull</c>.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string?> _path = new("PATH") { Description = "GGUF file, or a file name below models/. Default: the embedded model.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _template = EngineOptions.ChatTemplate();

    /// <summary>Declares the command.</summary>
    public ModelsCommand(CommandContext context)
        : base("models", "List the local models, describe one, or download one.")
    {
        _context = context;
        var list = new Command("list", "List the models of models/.");
        list.SetAction(_ => List());
        var info = new Command("info", "Open a model and describe it.") { _path, _template };
        info.SetAction(InfoAsync);
        Subcommands.Add(list);
        Subcommands.Add(info);
        Subcommands.Add(new ModelsPullCommand(context));
    }

    private int List()
    {
        var places = _context.Locations;
        var files = places.ModelFiles();
        if (files.Count == 0) _context.Host.Error.WriteLine($"no models in {places.ModelsFolder}; promptopt models pull gets one");
        if (files.Count == 0) return ExitCode.Done;
        var table = new TextTable("model", ">size", "quantisation", "");
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            table.Add(name, Format.Bytes(new FileInfo(file).Length), ModelFileName.Quantization(name), name == Locations.DefaultModelFile ? "default" : "");
        }

        table.Write(_context.Host.Out);
        return ExitCode.Done;
    }

    private async Task<int> InfoAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = _context.Locations.Model(parsed.GetValue(_path));
        var options = new LlamaOptions
        {
            ModelPath = path,
            Device = LlamaDevice.Cpu,
            ContextTokens = LlamaOptions.SmallestContext,
            Parallel = 1,
            Threads = 1, // nothing is computed but the warm-up, and one thread does not suffer from busy cores
            ChatTemplate = parsed.GetValue(_template),
        };
        await using var model = await _context.Backend.OpenModel(options, null, cancellationToken);
        var info = model.Info;
        var table = new TextTable("", "");
        table.Add("name", Format.OneLine(info.Name));
        table.Add("file", path);
        table.Add("size", Format.Bytes(new FileInfo(path).Length));
        table.Add("SHA-256", info.Identity);
        table.Add("architecture", info.Architecture);
        table.Add("parameters", info.Parameters > 0 ? Format.Short(info.Parameters) : Format.Nothing);
        table.Add("quantisation", info.Quantization);
        table.Add("trained context", info.TrainedContextTokens > 0 ? $"{Format.Count(info.TrainedContextTokens)} tokens" : Format.Nothing);
        table.Add("chat template", info.ChatTemplate.Length > 0 ? Format.OneLine(info.ChatTemplate) : Format.Nothing);
        table.Add("capabilities", model.Capabilities.ToString());
        table.Add("engine", info.Engine);
        table.Write(_context.Host.Out);
        return ExitCode.Done;
    }
}
