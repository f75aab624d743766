using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Reports;

/// <summary>
/// Writes YAML that people like to read and every reader reads back exactly: texts of several lines as literal blocks, everything that a
/// block cannot hold (control characters, carriage returns) in double quotes, whose escapes are those of JSON.
/// </summary>
internal sealed class YamlText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _itemBegins;

    /// <summary>A comment line.</summary>
    public YamlText Comment(string text)
    {
        _text.Append("# ").Append(text.ReplaceLineEndings(" ")).Append('\n');
        return this;
    }

    /// <summary>A key with a text, in quotes.</summary>
    public YamlText Quoted(string key, string? value) => Line(key, value is null ? "null" : Quote(value));

    /// <summary>A key with a text as a literal block where that is exact, else in quotes.</summary>
    public YamlText Block(string key, string value)
    {
        if (!FitsBlock(value)) return Quoted(key, value);
        var chomp = value[^1] != '\n' ? "-" : value.Length > 1 && value[^2] == '\n' ? "+" : "";
        var indicator = value[0] is ' ' or '\n' or '\t' ? "2" : "";
        Line(key, $"|{indicator}{chomp}");
        var lines = value.Split('\n');
        var count = value[^1] == '\n' ? lines.Length - 1 : lines.Length;
        foreach (var line in lines.Take(count)) _text.Append(line.Length == 0 ? "" : new string(' ', 2 * (_depth + 1))).Append(line).Append('\n');
        return this;
    }

    /// <summary>A key with a word, number or anything else that needs no quotes.</summary>
    public YamlText Plain(string key, IFormattable? value) => Line(key, value switch
    {
        null => "null",
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    });

    /// <summary>A key with a name from a fixed set.</summary>
    public YamlText Word(string key, string value) => Line(key, value);

    /// <summary>A key with a list of texts on one line.</summary>
    public YamlText Texts(string key, IEnumerable<string> values) => Line(key, $"[{string.Join(", ", values.Select(Quote))}]");

    /// <summary>A key with a mapping below it; <c>{}</c> if nothing is written there.</summary>
    public YamlText Map(string key, Action<YamlText> write) => Nested(key, "{}", write);

    /// <summary>A key with a list of mappings below it; <c>[]</c> if there are none.</summary>
    public YamlText Maps<T>(string key, IEnumerable<T> items, Action<YamlText, T> write) => Nested(key, "[]", yaml =>
    {
        foreach (var item in items)
        {
            yaml._itemBegins = true;
            yaml._depth++;
            write(yaml, item);
            yaml._depth--;
        }
    });

    /// <summary>A text as key or value.</summary>
    public static string Quote(string value) => JsonSerializer.Serialize(value, Options);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static bool FitsBlock(string value) =>
        value.AsSpan().Trim(" \t\n").Length > 0 && !BeginsWithALineOfBlanks(value) && value.EnumerateRunes().All(IsPrintable);

    /// <summary>Such a block is refused by some readers, even with its indentation given ("extra spaces in first line").</summary>
    private static bool BeginsWithALineOfBlanks(string value) =>
        value.Split('\n').TakeWhile(string.IsNullOrWhiteSpace).Any(line => line.Length > 0);

    private static bool IsPrintable(Rune rune) =>
        rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFEFF or 0x2028 or 0x2029 or >= 0xFFFD and <= 0xFFFF));

    private YamlText Nested(string key, string empty, Action<YamlText> write)
    {
        Line(key, "");
        var end = _text.Length;
        _depth++;
        write(this);
        _depth--;
        if (_text.Length == end) _text.Insert(end - 1, " " + empty);
        return this;
    }

    private YamlText Line(string key, string value)
    {
        _text.Append(' ', 2 * Math.Max(0, _itemBegins ? _depth - 1 : _depth)).Append(_itemBegins ? "- " : "").Append(key).Append(':');
        _itemBegins = false;
        if (value.Length > 0) _text.Append(' ').Append(value);
        _text.Append('\n');
        return this;
    }
}
