using System.CommandLine;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Fetching;
using PromptOpt.Cli.Printing;
using PromptOpt.Downloads;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt models pull SOURCE</c>: downloads a model, so that <c>--model</c> finds it by name.</summary>
internal sealed class ModelsPullCommand : Command
{
    private const string HubToken = "HF_TOKEN";
    private const string HubChecksum = "X-Linked-Etag";

    private readonly CommandContext _context;
    private readonly Argument<string> _source = new("SOURCE") { Description = "Address of a GGUF file, or hf:OWNER/REPO/FILE.gguf, or hf:OWNER/REPO@REVISION/FILE.gguf." };
    private readonly Option<string?> _sha256 = OptionFactory.Text("--sha256", "What the file must hash to. Default: what Hugging Face says, elsewhere nothing.", "HEX");
    private readonly Option<string?> _output = OptionFactory.Text("--output", "File or folder to write. Default: models/, where --model finds it by name.", "PATH");
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public ModelsPullCommand(CommandContext context)
        : base("pull", "Download a model. A download that was stopped goes on where it was.")
    {
        _context = context;
        Arguments.Add(_source);
        Options.Add(_sha256);
        Options.Add(_output);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var host = _context.Host;
        var source = ModelSource.Parse(parsed.GetRequiredValue(_source), host.Variable);
        var target = Target(parsed.GetValue(_output), source);
        _context.ResumeCommand = "the same command";
        ModelFileReport? model = null;
        var request = new DownloadRequest
        {
            Source = source.Address,
            Target = target,
            Expected = Checked(parsed.GetValue(_sha256)),
            ChecksumHeader = source.IsOnHub ? HubChecksum : null,
            Token = source.IsOnHub && host.Variable(HubToken) is { Length: > 0 } token ? token : null,
            AccessRemedy = source.IsOnHub
                ? $"accept the model's terms on its page if it has any, and put an access token that may read it into {HubToken}"
                : "check that you may read it",
            Inspect = path => model = Inspect(path, source),
        };
        using var downloader = _context.Backend.CreateDownloader();
        using var display = TransferDisplay.Create(_display.Kind(parsed, host), host, Path.GetFileName(target));
        var result = await downloader.DownloadAsync(request, display, cancellationToken);
        display.Dispose(); // the result stands on a line of its own
        Print(result, model ?? Inspect(target, source), _display.Json(parsed));
        return ExitCode.Done;
    }

    private string Target(string? output, ModelSource source)
    {
        var places = _context.Locations;
        var path = output is null ? places.ModelsFolder : places.Absolute(output);
        if (output is null || Directory.Exists(path) || Path.EndsInDirectorySeparator(output)) path = Path.Combine(path, source.FileName);
        if (!Path.GetFileName(path).EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path).AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            throw new BadInputException($"'{Path.GetFileName(path)}' is no file name that ends with .gguf; give one with --output NAME.gguf");
        return path;
    }

    private static Checksum? Checked(string? hex) => hex is null
        ? null
        : Checksum.TrySha256(hex) ?? throw new BadInputException($"--sha256: must be 64 hex digits, but is '{hex}'");

    private static ModelFileReport Inspect(string path, ModelSource source)
    {
        try
        {
            return ModelFileInspection.Inspect(path);
        }
        catch (ModelFileException e)
        {
            throw new ModelFileException(e.Problem, path, $"what {source.Address.Host} sent is no usable model: {e.Message}", e);
        }
    }

    private void Print(DownloadResult result, ModelFileReport model, bool isJson)
    {
        var host = _context.Host;
        if (result.WasThere) host.Error.WriteLine(result.IsVerified ? "it is there already, with this checksum" : "a file of this name and size is there already; its checksum is not known");
        if (isJson)
        {
            host.Out.WriteLine(JsonText.Write(new
            {
                result.Path,
                result.Bytes,
                Sha256 = result.Checksum.Hex,
                Verified = result.IsVerified,
                Downloaded = !result.WasThere,
                model.Architecture,
                model.Quantization,
            }));
            return;
        }

        var table = new TextTable("", "");
        table.Add("file", result.Path);
        table.Add("size", Format.Bytes(result.Bytes));
        table.Add("SHA-256", result.Checksum.Hex + (result.IsVerified ? " (as expected)" : " (nothing to compare it with)"));
        table.Add("architecture", Format.OneLine(model.Architecture));
        table.Add("quantisation", model.Quantization.Length > 0 ? model.Quantization : Format.Nothing);
        table.Write(host.Out);
        var isNamed = Path.GetDirectoryName(result.Path) == _context.Locations.ModelsFolder;
        host.Error.WriteLine($"use it with: --model {(isNamed ? Path.GetFileName(result.Path) : result.Path)}");
    }
}
