namespace PromptOpt.Downloads;

/// <summary>What a download is doing.</summary>
public enum DownloadStage
{
    /// <summary>Bytes come in.</summary>
    Receiving,

    /// <summary>The transfer broke and is tried again after a pause.</summary>
    Waiting,

    /// <summary>The complete file is compared with its checksum.</summary>
    Checking,
}
