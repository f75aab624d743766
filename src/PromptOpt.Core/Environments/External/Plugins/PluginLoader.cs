using System.Reflection;

namespace PromptOpt.Environments.External.Plugins;

/// <summary>Makes the environment of a plug-in.</summary>
internal static class PluginLoader
{
    private const string Rebuild = "build it for this .NET version against the PromptOpt.Core of this program";

    /// <summary>Loads the assembly and calls the constructor of its class.</summary>
    /// <exception cref="BadInputException">It is no assembly, was built against something else, has no such class, or its constructor fails.</exception>
    public static PluginEnvironment Open(PluginSpec plugin, int formatRetries)
    {
        var type = Choose(plugin, Types(plugin.Assembly));
        var made = Construct(plugin, type);
        return new(made, $"{plugin.FileName}: {type.FullName}", formatRetries);
    }

    private static IEnvironment Construct(PluginSpec plugin, Type type)
    {
        try
        {
            return (IEnvironment)Call(plugin, type);
        }
        catch (TargetInvocationException e)
        {
            throw new BadInputException($"{plugin.Assembly}: the constructor of {type.FullName} failed: {e.InnerException!.Message}; correct it, or its 'options' in task.yaml", e.InnerException);
        }
        catch (Exception e) when (e is TypeLoadException or MemberAccessException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new BadInputException($"{plugin.Assembly}: {type.FullName} cannot be made: {e.Message}; {Rebuild}", e);
        }
    }

    private static Type[] Types(string path)
    {
        try
        {
            var types = new PluginLoadContext(path).LoadFromAssemblyPath(path).GetTypes();
            return [.. types.Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IEnvironment)))];
        }
        catch (BadImageFormatException e)
        {
            throw new BadInputException($"{path}: is not a .NET assembly; name the .dll that a class library is built to", e);
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new BadInputException($"{path}: {e.LoaderExceptions.FirstOrDefault()?.Message ?? e.Message}; {Rebuild}", e);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or TypeLoadException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be loaded: {e.Message}; {Rebuild}", e);
        }
    }

    private static Type Choose(PluginSpec plugin, Type[] types)
    {
        string[] names = [.. types.Select(type => type.FullName!).Order(StringComparer.Ordinal)];
        if (names.Length == 0) throw new BadInputException($"{plugin.Assembly}: has no class that implements {typeof(IEnvironment).FullName}; add one, or {Rebuild}");
        if (plugin.Type is null && names.Length > 1)
            throw new BadInputException($"{plugin.Assembly}: has several environments; choose one as 'type' in task.yaml: {string.Join(", ", names)}");
        return Array.Find(types, type => plugin.Type is null || type.FullName == plugin.Type)
            ?? throw new BadInputException($"{plugin.Assembly}: has no environment '{plugin.Type}'{Spelling.Hint(plugin.Type!, names)}; there are {string.Join(", ", names)}");
    }

    private static object Call(PluginSpec plugin, Type type)
    {
        if (type.GetConstructor([typeof(IReadOnlyDictionary<string, string>)]) is { } withOptions) return withOptions.Invoke([plugin.Options]);
        if (type.GetConstructor([]) is not { } plain)
            throw new BadInputException($"{plugin.Assembly}: {type.FullName} needs a public constructor that takes IReadOnlyDictionary<string, string>, or nothing");
        if (plugin.Options.Count > 0) throw new BadInputException($"{plugin.Assembly}: the constructor of {type.FullName} takes no options; remove 'options' from task.yaml");
        return plain.Invoke([]);
    }
}
