using Microsoft.Win32.SafeHandles;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>Owns a context and keeps its model alive.</summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle model;

    private ContextHandle(ModelHandle model)
        : base(ownsHandle: true) => this.model = model;

    /// <summary>Makes a context; invalid when llama.cpp refuses (the log says why).</summary>
    public static ContextHandle Create(ModelHandle model, ContextParameters parameters)
    {
        var referenced = false;
        model.DangerousAddRef(ref referenced);
        var context = new ContextHandle(model);
        context.SetHandle(LlamaApi.CreateContext(model, parameters));
        if (context.IsInvalid) model.DangerousRelease();
        return context;
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeContext(handle);
        model.DangerousRelease();
        return true;
    }
}
