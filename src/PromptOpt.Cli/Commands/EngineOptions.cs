using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about the model and its engine, shared by every command that opens one.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string?> _model = OptionFactory.Text("--model", "GGUF file of the language model, or a file name below models/. Default: the embedded one; of a resumed study its own.", "PATH", "--solver");
    private readonly Option<int?> _parallel = OptionFactory.IntegerOrAuto("--parallel", "Requests the engine computes at once, 1 to 64. Default: auto, as many as are worth it by a few calls at start-up and fit the memory.", 1, LlamaOptions.MostParallel);
    private readonly Option<int?> _threads = OptionFactory.Integer("--threads", "CPU threads of the engine, 1 to 256. Default: the number of cores.", 1, 256);
    private readonly Option<int?> _context = OptionFactory.Integer("--context", "Most tokens of one request, prompt and answer together, at least 64. Default: what the model was trained for, at most 2048.", 64);
    private readonly Option<string?> _device = OptionFactory.Choice("--device", "Where the model is computed. Default: auto, a GPU if an installed runtime finds one, else the CPU.", "auto", "cpu", "cuda", "vulkan", "metal");
    private readonly Option<int?> _gpuLayers = OptionFactory.Integer("--gpu-layers", "Layers on the GPU, at least 0. Default: all.", 0);
    private readonly Option<int?> _mainGpu = OptionFactory.Integer("--main-gpu", "The GPU to use alone, 0 to 15. Default: all of them.", 0, 15);
    private readonly Option<string?> _splitMode = OptionFactory.Choice("--split-mode", "How the model is spread over several GPUs. Default: layer.", "none", "layer");
    private readonly Option<double[]?> _tensorSplit = OptionFactory.Shares("--tensor-split", "Share of each GPU, such as 3,1. Default: by free memory.");
    private readonly Option<string?> _kvType = OptionFactory.Choice("--kv-type", "How key-value memory is kept; quantised types need flash attention. Default: f16.", [.. KvType.All.Select(type => type.Name)]);
    private readonly Option<string?> _flash = OptionFactory.Choice("--flash-attention", "Fused attention. Default: auto, which is off on the CPU.", "auto", "on", "off");
    private readonly Option<string?> _template = ChatTemplate();

    /// <summary><c>--chat-template</c>.</summary>
    public static Option<string?> ChatTemplate() =>
        OptionFactory.Text("--chat-template", "Chat template to use instead of the model's own: a name the engine knows, or a file.", "NAME|FILE");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _model, _parallel, _threads, _context, _device, _gpuLayers, _mainGpu, _splitMode, _tensorSplit, _kvType, _flash, _template })
            command.Options.Add(option);
    }

    /// <summary>Path or name given by <c>--model</c>; null for the default.</summary>
    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>The values, over those of an earlier run where the user gave none.</summary>
    public EngineSettings Read(ParseResult parsed, EngineSettings earlier)
    {
        var before = parsed.GetValue(_device) == "cpu" ? earlier with { GpuLayers = null, MainGpu = null, SplitMode = null, TensorSplit = null } : earlier;
        return before with
        {
            Parallel = parsed.GetValue(_parallel) ?? before.Parallel,
            Threads = parsed.GetValue(_threads) ?? before.Threads,
            Context = parsed.GetValue(_context) ?? before.Context,
            Device = parsed.GetValue(_device) ?? before.Device,
            GpuLayers = parsed.GetValue(_gpuLayers) ?? before.GpuLayers,
            MainGpu = parsed.GetValue(_mainGpu) ?? before.MainGpu,
            SplitMode = parsed.GetValue(_splitMode) ?? before.SplitMode,
            TensorSplit = parsed.GetValue(_tensorSplit) is { Length: > 0 } shares ? shares : before.TensorSplit, // an array that was not given is empty
            KvType = parsed.GetValue(_kvType) ?? before.KvType,
            FlashAttention = parsed.GetValue(_flash) ?? before.FlashAttention,
            ChatTemplate = parsed.GetValue(_template) is { } given ? FromAnywhere(given) : before.ChatTemplate,
        };
    }

    // The settings of a study are kept, and it may be resumed from another folder.
    private static string FromAnywhere(string template) => File.Exists(template) ? Path.GetFullPath(template) : template;
}
