namespace PromptOpt.Tuning.Spaces;

/// <summary>A value for every parameter that counts; equal where all values are.</summary>
public sealed class Configuration : IEquatable<Configuration>
{
    private readonly SortedList<string, ParameterValue> _values;
    private string? _text;

    /// <summary>Takes the values by name.</summary>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public Configuration(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        _values = new(StringComparer.Ordinal);
        foreach (var (name, value) in values) _values.Add(name, value);
    }

    /// <summary>Values by name, in the ordinal order of names.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Values => _values;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">It does not count here.</exception>
    public ParameterValue this[string name] => _values[name];

    /// <summary>The value of a parameter, or null where it does not count.</summary>
    public ParameterValue? Find(string name) => _values.TryGetValue(name, out var value) ? value : default(ParameterValue?);

    /// <summary>The same with one value changed or added.</summary>
    public Configuration With(string name, ParameterValue value) =>
        new(_values.Where(pair => pair.Key != name).Append(new(name, value)));

    /// <inheritdoc/>
    public bool Equals(Configuration? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Configuration);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Such as <c>temperature=0.2, top_k=40</c>: the same for equal configurations.</summary>
    public override string ToString() => _text ??= string.Join(", ", _values.Select(pair => $"{pair.Key}={pair.Value}"));
}
