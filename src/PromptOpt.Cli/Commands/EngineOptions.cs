using System.CommandLine;
using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about the model and its engine, shared by every command that opens one.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string?> _model = OptionFactory.Text("--model", "GGUF file of the language model, or a file name below models/. Default: the embedded one.", "PATH");
    private readonly Option<int?> _parallel = OptionFactory.Integer("--parallel", "Requests the engine computes at once, 1 to 64. Default: 16, or what fits the memory.", 1, 64);
    private readonly Option<int?> _threads = OptionFactory.Integer("--threads", "CPU threads of the engine, 1 to 256. Default: the number of cores.", 1, 256);
    private readonly Option<int?> _context = OptionFactory.Integer("--context", "Most tokens of one request, prompt and answer together, at least 64. Default: what the model was trained for, at most 2048.", 64);
    private readonly Option<string?> _device = OptionFactory.Choice("--device", "Where the model is computed. Default: auto.", "auto", "cpu");
    private readonly Option<string?> _template = ChatTemplate();

    /// <summary><c>--chat-template</c>.</summary>
    public static Option<string?> ChatTemplate() =>
        OptionFactory.Text("--chat-template", "Chat template to use instead of the model's own: a name the engine knows, or a file.", "NAME|FILE");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _model, _parallel, _threads, _context, _device, _template }) command.Options.Add(option);
    }

    /// <summary>Path or name given by <c>--model</c>; null for the default.</summary>
    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>The values, over those of an earlier run where the user gave none.</summary>
    public EngineSettings Read(ParseResult parsed, EngineSettings earlier) => earlier with
    {
        Parallel = parsed.GetValue(_parallel) ?? earlier.Parallel,
        Threads = parsed.GetValue(_threads) ?? earlier.Threads,
        Context = parsed.GetValue(_context) ?? earlier.Context,
        Device = parsed.GetValue(_device) ?? earlier.Device,
        ChatTemplate = parsed.GetValue(_template) is { } given ? FromAnywhere(given) : earlier.ChatTemplate,
    };

    // The settings of a study are kept, and it may be resumed from another folder.
    private static string FromAnywhere(string template) => File.Exists(template) ? Path.GetFullPath(template) : template;
}
