using System.Globalization;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>How much memory can be taken without pushing others out.</summary>
internal static class AvailableMemory
{
    private const string MemoryInfo = "/proc/meminfo";

    /// <summary>Bytes; the smaller of what the system has free and what a container's limit leaves.</summary>
    public static long Bytes()
    {
        var info = GC.GetGCMemoryInfo();
        var limit = info.TotalAvailableMemoryBytes - Environment.WorkingSet;
        var free = File.Exists(MemoryInfo) ? LinuxAvailable() : info.TotalAvailableMemoryBytes - info.MemoryLoadBytes;
        return Math.Max(0, Math.Min(limit, free ?? limit));
    }

    private static long? LinuxAvailable()
    {
        var line = File.ReadLines(MemoryInfo).FirstOrDefault(text => text.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var kilobytes, ..] ? long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 : null;
    }
}
