namespace PromptOpt.Downloads;

/// <summary>A file that is there.</summary>
/// <param name="Path">Where.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Checksum">What it hashes to.</param>
/// <param name="IsVerified">Whether that was compared with a known checksum; else only the size was.</param>
/// <param name="WasThere">Whether it was there before, so that nothing was transferred.</param>
public sealed record DownloadResult(string Path, long Bytes, Checksum Checksum, bool IsVerified, bool WasThere);
