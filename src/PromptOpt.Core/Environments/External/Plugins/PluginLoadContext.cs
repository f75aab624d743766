using System.Reflection;
using System.Runtime.Loader;

namespace PromptOpt.Environments.External.Plugins;

/// <summary>Loads a plug-in with its own dependencies, which may be other versions than ours. Only this assembly is shared, so that its types mean the same.</summary>
internal sealed class PluginLoadContext(string path) : AssemblyLoadContext("plug-in " + Path.GetFileName(path))
{
    private static readonly AssemblyName Shared = typeof(IEnvironment).Assembly.GetName();
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Shared.Name)
        {
            return Shared.Version >= assemblyName.Version
                ? typeof(IEnvironment).Assembly
                : throw new FileLoadException($"it was built against {Shared.Name} {assemblyName.Version}, and this is {Shared.Version}");
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
