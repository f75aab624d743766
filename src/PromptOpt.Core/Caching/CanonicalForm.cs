using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace PromptOpt.Caching;

/// <summary>
/// Writes a value as bytes from which it could be read back, so that two different values never share them: a tag before every value, a length before
/// every text, a count before every collection, the name before every property. Objects are walked by their public properties: a property that is
/// added to a request is part of its form from then on, without anybody remembering it.
/// </summary>
internal sealed class CanonicalForm
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private enum Tag : byte
    {
        Nothing,
        Text,
        Whole,
        Unsigned,
        Real,
        Truth,
        Name,
        List,
        Map,
        Object,
    }

    /// <summary>The bytes of some values, one after another.</summary>
    /// <exception cref="NotSupportedException">A value is neither a number, a text, a truth value, an enumeration, a collection nor an object of ours.</exception>
    public static byte[] Of(params ReadOnlySpan<object?> values)
    {
        var form = new CanonicalForm();
        foreach (var value in values) form.Write(value);
        return form._bytes.WrittenSpan.ToArray();
    }

    /// <summary>Properties of a type that belong to its form, by name.</summary>
    internal static PropertyInfo[] PropertiesOf(Type type) => Properties.GetOrAdd(type, static t =>
        [.. t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0).OrderBy(p => p.Name, StringComparer.Ordinal)]);

    private void Write(object? value)
    {
        switch (value)
        {
            case null: Put(Tag.Nothing); break;
            case string text: WriteText(Tag.Text, text); break;
            case bool truth: WriteNumber(Tag.Truth, truth ? 1 : 0); break;
            case int or long or short or byte: WriteNumber(Tag.Whole, Convert.ToInt64(value, null)); break;
            case ulong number: WriteNumber(Tag.Unsigned, unchecked((long)number)); break;
            case double or float: WriteNumber(Tag.Real, BitConverter.DoubleToInt64Bits(Convert.ToDouble(value, null))); break;
            case Enum name: WriteText(Tag.Name, $"{name.GetType().FullName}.{name}"); break;
            case IEnumerable items when IsMap(items.GetType()): WriteMap(items); break;
            case IEnumerable items: WriteList(items); break;
            default: WriteObject(value); break;
        }
    }

    private static bool IsMap(Type type) => type.GetInterfaces().Append(type).Any(t =>
        t.IsGenericType && (t.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || t.GetGenericTypeDefinition() == typeof(IDictionary<,>)));

    private void WriteList(IEnumerable items)
    {
        var all = items.Cast<object?>().ToList();
        WriteNumber(Tag.List, all.Count);
        foreach (var item in all) Write(item);
    }

    /// <summary>Entries by the bytes of their keys: the order in which they were added means nothing.</summary>
    private void WriteMap(IEnumerable items)
    {
        var entries = items.Cast<object>().Select(entry => (Key: Of(Part(entry, "Key")), Value: Of(Part(entry, "Value")))).ToList();
        entries.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        WriteNumber(Tag.Map, entries.Count);
        foreach (var (key, value) in entries)
        {
            _bytes.Write(key);
            _bytes.Write(value);
        }
    }

    private static object? Part(object entry, string name) => entry.GetType().GetProperty(name)!.GetValue(entry);

    private void WriteObject(object value)
    {
        var type = value.GetType();
        if (type.Namespace?.StartsWith("PromptOpt", StringComparison.Ordinal) != true || value is Delegate)
            throw new NotSupportedException($"{type} has no canonical form, so a request that holds one cannot be cached");
        var properties = PropertiesOf(type);
        WriteText(Tag.Object, type.FullName!);
        WriteNumber(Tag.Whole, properties.Length);
        foreach (var property in properties)
        {
            WriteText(Tag.Name, property.Name);
            Write(property.GetValue(value));
        }
    }

    /// <summary>UTF-16 as it is in memory: UTF-8 has one and the same replacement for all broken pairs.</summary>
    private void WriteText(Tag tag, string text)
    {
        WriteNumber(tag, text.Length);
        var bytes = _bytes.GetSpan(2 * text.Length);
        for (var i = 0; i < text.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], text[i]);
        _bytes.Advance(2 * text.Length);
    }

    private void WriteNumber(Tag tag, long number)
    {
        Put(tag);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _bytes.Write(bytes);
    }

    private void Put(Tag tag) => _bytes.Write([(byte)tag]);
}
