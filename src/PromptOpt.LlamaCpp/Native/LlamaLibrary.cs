using System.Reflection;
using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>
/// Finds, checks and loads the native libraries, once a process. A wrong build is refused with a message before anything of it is used,
/// since calling functions of another layout would corrupt memory.
/// </summary>
internal static unsafe class LlamaLibrary
{
    /// <summary>Environment variable that names a folder with another build of the same binary interface.</summary>
    public const string DirectoryVariable = "PROMPTOPT_LLAMA_DIR";

    private static readonly string[] KnownVersions = ["0.4.0-dev", "0.5.0-dev"];
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Handles = new(StringComparer.Ordinal);
    private static string? loadedVersion;
    private static bool isBound;

    /// <summary>Loads the libraries if that has not happened yet.</summary>
    /// <returns>The version of llama.cpp.</returns>
    /// <exception cref="NativeLibraryException">They are missing or of an unknown version.</exception>
    public static string EnsureLoaded()
    {
        lock (Gate)
        {
            return loadedVersion ??= Load(ChooseDirectory(Environment.GetEnvironmentVariable(DirectoryVariable)));
        }
    }

    /// <summary>The folder that the variable names, else <c>llama</c> beside the program, else the installed runtime for the processor.</summary>
    internal static string ChooseDirectory(string? variable, RuntimeStore? runtimes = null)
    {
        if (!string.IsNullOrWhiteSpace(variable)) return Path.GetFullPath(variable);
        var beside = Path.Combine(AppContext.BaseDirectory, "llama");
        if (Directory.Exists(beside)) return beside;
        var package = RuntimeCatalog.For().FirstOrDefault(p => p.Kind == RuntimeKind.Cpu);
        var store = runtimes ?? RuntimeStore.Default;
        return package is not null && store.Has(package) ? store.Folder(package) : beside;
    }

    /// <summary>Loads a backend beside those that are there, and keeps it loaded.</summary>
    /// <param name="path">Its library.</param>
    /// <returns>Null if it was loaded, else why it was not, in the system's words.</returns>
    public static string? LoadBackend(string path)
    {
        lock (Gate)
        {
            if (Handles.ContainsKey(path)) return null;
            NativeLog.Begin();
            try
            {
                var handle = NativeLibrary.Load(path);
                if (DeviceApi.LoadBackend(path) == 0) return NativeLog.Cause("llama.cpp gave no reason");
                Handles[path] = handle;
                return null;
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                return LastLine(exception.Message);
            }
        }
    }

    /// <summary>The path of the library whose name begins with the given one; file names carry version and variant.</summary>
    internal static string FindFile(string directory, string name)
    {
        if (!Directory.Exists(directory))
            throw new NativeLibraryException($"The folder with the llama.cpp libraries does not exist: {directory}. {Remedy}");
        var prefix = OperatingSystem.IsWindows() ? $"{name}." : $"lib{name}.";
        return Directory.EnumerateFiles(directory, prefix + "*")
                   .Where(file => Path.GetExtension(file) is ".so" or ".dylib" or ".dll")
                   .Order(StringComparer.Ordinal)
                   .FirstOrDefault()
               ?? throw new NativeLibraryException($"No {prefix}* library in {directory}. {Remedy}");
    }

    /// <summary>Opens the main library and checks version and layout, without binding to it.</summary>
    internal static (nint Handle, string Version) Open(string directory)
    {
        var path = FindFile(directory, LlamaApi.Llama);
        var handle = LoadFile(path);
        var version = NativeLibrary.TryGetExport(handle, "llama_version", out var address)
            ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)address)()) ?? ""
            : "older than 0.4.0";
        CheckVersion(version, path);
        LayoutProbe.Check(handle, path);
        return (handle, version);
    }

    internal static void CheckVersion(string version, string path)
    {
        if (KnownVersions.Contains(version)) return;
        throw new NativeLibraryException(
            $"{path} is llama.cpp {version}; this program knows the binary interface of {string.Join(" and ", KnownVersions)} only. {Remedy}");
    }

    // The message begins with general advice; what the loader of the system said comes last.
    private static string LastLine(string message) => message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1].TrimEnd('.');

    private static string Remedy =>
        $"Rebuild the program to restore the libraries it was made with, run promptopt runtime install cpu, or point {DirectoryVariable} to a folder with a build of llama.cpp 0.4.0 or 0.5.0.";

    private static string Load(string directory)
    {
        DisableNativeBacktraces();
        var (handle, version) = Open(directory);
        Handles[LlamaApi.Llama] = handle;
        foreach (var name in new[] { LlamaApi.Ggml, DeviceApi.GgmlBase }) Handles[name] = LoadFile(FindFile(directory, name));
        Bind();
        NativeLog.Install();
        LlamaApi.LoadBackends(directory);
        if (LlamaApi.BackendCount() == 0)
            throw new NativeLibraryException($"No compute backend (libggml-cpu*) could be loaded from {directory}. {Remedy}");
        LlamaApi.InitializeBackend();
        return version;
    }

    private static nint LoadFile(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new NativeLibraryException($"{path} cannot be loaded: {exception.Message.Trim().TrimEnd('.')}. {Remedy}", exception);
        }
    }

    // Only one resolver can be set, and loading is tried again after a failure.
    private static void Bind()
    {
        if (isBound) return;
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => Handles.GetValueOrDefault(name));
        isBound = true;
    }

    // A native abort would otherwise start a debugger to print a backtrace. The managed environment does not reach native getenv on Unix.
    private static void DisableNativeBacktraces()
    {
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable("GGML_NO_BACKTRACE", "1");
        else LibC.SetEnvironmentVariable("GGML_NO_BACKTRACE", "1", 1);
    }
}
