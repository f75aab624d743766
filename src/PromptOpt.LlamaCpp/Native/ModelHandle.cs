using Microsoft.Win32.SafeHandles;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>Owns a loaded model. Contexts hold a reference, so it is freed after the last of them.</summary>
internal sealed class ModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ModelHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeModel(handle);
        return true;
    }
}
