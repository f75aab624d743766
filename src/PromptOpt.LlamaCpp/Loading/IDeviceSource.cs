using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>The GPUs of the machine, as far as loaded backends reach them.</summary>
internal interface IDeviceSource
{
    /// <summary>The GPUs that loaded backends see.</summary>
    IReadOnlyList<ComputeDevice> Gpus();

    /// <summary>Loads the backend of an installed runtime.</summary>
    /// <returns>Null if it is loaded, else why it is not and what to do.</returns>
    string? Load(RuntimePackage package, string folder);

    /// <summary>The last complaint of a backend about its driver; empty if there was none.</summary>
    string Complaint { get; }
}
