using System.Globalization;
using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>How long the cores of this machine had nothing to do.</summary>
internal static partial class SystemIdle
{
    private const string LinuxCounters = "/proc/stat";
    private const double LinuxTicksPerSecond = 100;

    /// <summary>Idle time of all cores together since some fixed moment; null where the system does not say.</summary>
    public static TimeSpan? Total()
    {
        if (OperatingSystem.IsWindows()) return GetSystemTimes(out var idle, out _, out _) != 0 ? TimeSpan.FromTicks(idle) : null;
        return OperatingSystem.IsLinux() && File.Exists(LinuxCounters) ? FromLinux(File.ReadLines(LinuxCounters).FirstOrDefault()) : null;
    }

    // "cpu  user nice system idle iowait ...", summed over the cores, in hundredths of a second.
    internal static TimeSpan? FromLinux(string? line)
    {
        if (line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["cpu", _, _, _, var idle, var waiting, ..]) return null;
        return long.TryParse(idle, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) &&
               long.TryParse(waiting, NumberStyles.None, CultureInfo.InvariantCulture, out var more)
            ? TimeSpan.FromSeconds((ticks + more) / LinuxTicksPerSecond)
            : null;
    }

    [LibraryImport("kernel32", EntryPoint = "GetSystemTimes")]
    private static partial int GetSystemTimes(out long idle, out long kernel, out long user);
}
