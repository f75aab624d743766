using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PromptOpt.Yaml;

/// <summary>
/// A mapping read strictly. Every getter returns null (or a default) for an absent key and notes a problem for a value of the wrong kind;
/// <see cref="Done"/> then notes the keys that no getter asked for.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlFile file;
    private readonly YamlMappingNode node;
    private readonly string name;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> entries = [];
    private readonly List<string> asked = [];

    /// <summary>Wraps a mapping; keys that are not plain text are noted as problems.</summary>
    /// <param name="file">The file, which collects the problems.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="name">Dotted name, such as <c>seed.decoding</c>; empty for the outermost.</param>
    public YamlMap(YamlFile file, YamlMappingNode node, string name)
    {
        (this.file, this.node, this.name) = (file, node, name);
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } text }) entries[text] = (key, value);
            else file.Add(key.Start, "a key must be a plain word");
        }
    }

    /// <summary>The keys as written.</summary>
    public IEnumerable<string> Keys => entries.Keys;

    /// <summary>Dotted name of a key, for messages.</summary>
    public string NameOf(string key) => name.Length == 0 ? key : $"{name}.{key}";

    /// <summary>Where the value of a key is, as <c>path:line:column</c>.</summary>
    public string PlaceOf(string key) => FormattableString.Invariant($"{file.Path}:{At(key).Line}:{At(key).Column}");

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the value is a single word or text rather than a mapping or list.</summary>
    public bool IsScalar(string key) => Find(key) is YamlScalarNode;

    /// <summary>Notes a problem at the value of a key, or at the mapping itself where the key is absent.</summary>
    public void Problem(string key, string message) => file.Add(At(key), $"{NameOf(key)}: {message}");

    /// <summary>Notes a problem of the mapping as a whole.</summary>
    public void Problem(string message) => file.Add(node.Start, $"{name}: {message}");

    /// <summary>Text; numbers and words such as <c>yes</c> are taken as written.</summary>
    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlScalarNode scalar: return scalar.Value;
            default: Problem(key, "must be text"); return null;
        }
    }

    /// <summary>Whether a key has a list.</summary>
    public bool IsSequence(string key) => Find(key) is YamlSequenceNode;

    /// <summary>Text that must be there and not be blank; an empty text, with a problem noted, otherwise.</summary>
    public string RequiredText(string key)
    {
        var text = Text(key);
        if (text is null && !Has(key)) Problem(key, "is missing");
        else if (text is not null && string.IsNullOrWhiteSpace(text)) Problem(key, "must not be empty");
        return text ?? "";
    }

    /// <summary>A number within bounds, both ends allowed.</summary>
    public double? Number(string key, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (Find(key) is not { } value) return null;
        if (YamlNumbers.TryRead(value, out var number) && number >= low && number <= high) return number;
        Problem(key, $"must be {YamlNumbers.Bounds("a number", low, high)}, but is {YamlNumbers.Describe(value)}");
        return null;
    }

    /// <summary>A whole number within bounds, both ends allowed.</summary>
    public long? Whole(string key, long low = long.MinValue, long high = long.MaxValue)
    {
        if (Find(key) is not { } value) return null;
        if (YamlNumbers.TryReadWhole(value, out var number) && number >= low && number <= high) return number;
        var (from, to) = (low == long.MinValue ? double.NegativeInfinity : low, high == long.MaxValue ? double.PositiveInfinity : high);
        Problem(key, $"must be {YamlNumbers.Bounds("a whole number", from, to)}, but is {YamlNumbers.Describe(value)}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Flag(string key)
    {
        if (Text(key) is not { } text) return null;
        if (text is not ("true" or "false")) Problem(key, $"must be true or false, but is '{text}'");
        return text == "true";
    }

    /// <summary>Two numbers <c>[low, high]</c> with low below high.</summary>
    public (double Low, double High)? Range(string key)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlSequenceNode { Children: [var first, var second] }
            && YamlNumbers.TryRead(first, out var low) && YamlNumbers.TryRead(second, out var high) && low < high)
            return (low, high);
        Problem(key, "must be two numbers [low, high] with low below high");
        return null;
    }

    /// <summary>A member of an enum by its kebab-case name.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) return null;
        if (KebabCase.Find<T>(text) is { } value) return value;
        var all = KebabCase.All<T>();
        Problem(key, $"must be one of {string.Join(", ", all)}, but is '{text}'{Spelling.Hint(text, all)}");
        return null;
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlSequenceNode list && list.Children.All(child => child is YamlScalarNode))
            return [.. list.Children.Select(child => ((YamlScalarNode)child).Value ?? "")];
        Problem(key, "must be a list of texts, such as [one, two]");
        return null;
    }

    /// <summary>A mapping inside this one.</summary>
    public YamlMap? Map(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlMappingNode inner: return new YamlMap(file, inner, NameOf(key));
            default: Problem(key, "must be a mapping, lines such as 'name: value' indented below it"); return null;
        }
    }

    /// <summary>A list of mappings; empty, with a problem noted, if it is anything else.</summary>
    public IReadOnlyList<YamlMap> Maps(string key)
    {
        if (Find(key) is not { } value) return [];
        if (value is YamlSequenceNode list && list.Children.All(child => child is YamlMappingNode))
            return [.. list.Children.Select((child, i) => new YamlMap(file, (YamlMappingNode)child, $"{NameOf(key)}[{i}]"))];
        Problem(key, "must be a list of mappings, each beginning with '- '");
        return [];
    }

    /// <summary>Notes every key that no getter asked for, with the nearest one that exists.</summary>
    public void Done()
    {
        foreach (var (key, entry) in entries)
        {
            if (asked.Contains(key)) continue;
            var hint = Spelling.Nearest(key, asked) is { } nearest ? $"did you mean '{nearest}'?" : $"it can be {string.Join(", ", asked)}";
            file.Add(entry.Key.Start, $"unknown key '{NameOf(key)}'; {hint}");
        }
    }

    private Mark At(string key) => entries.TryGetValue(key, out var entry) ? entry.Value.Start : node.Start;

    private YamlNode? Find(string key)
    {
        if (!asked.Contains(key)) asked.Add(key);
        return entries.TryGetValue(key, out var entry) && !YamlNumbers.IsNull(entry.Value) ? entry.Value : null;
    }
}
