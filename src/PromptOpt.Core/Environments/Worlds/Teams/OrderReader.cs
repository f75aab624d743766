using System.Text;

namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>
/// Finds the first object of names and texts in a reply: amid prose or in a code fence, with either kind of quotes or none, commas too many, the last brace
/// missing. Repeated names are kept, in order.
/// </summary>
internal sealed class OrderReader
{
    private const string Opening = "\"'“‘", Closing = "\"'”’";
    private readonly string _text;
    private int _at;

    private OrderReader(string text, int start) => (_text, _at) = (text, start);

    private bool AtEnd => _at >= _text.Length;

    /// <summary>The members of the first object; null if there is none.</summary>
    public static IReadOnlyList<RawOrder>? Read(string reply)
    {
        for (int start = reply.IndexOf('{', StringComparison.Ordinal); start >= 0; start = reply.IndexOf('{', start + 1))
        {
            if (new OrderReader(reply, start + 1).Members() is { } orders) return orders;
        }

        return null;
    }

    private List<RawOrder>? Members()
    {
        var orders = new List<RawOrder>();
        while (true)
        {
            SkipSpace(",");
            if (AtEnd) return orders.Count > 0 ? orders : null;
            if (Take('}')) return orders;
            if (Word(":{}\n") is not { Length: > 0 } name || !Take(':') || Value() is not { } value) return null;
            orders.Add(new(name, value));
        }
    }

    private string? Value()
    {
        SkipSpace("");
        if (AtEnd || _text[_at] is '{' or ',' or '}') return null;
        return Take('[') ? Items() : Word(",}\n");
    }

    private string? Items()
    {
        var items = new List<string>();
        while (true)
        {
            SkipSpace(",");
            if (Take(']')) return string.Join(", ", items);
            if (AtEnd || Word(",]}\n") is not { Length: > 0 } item) return null;
            items.Add(item);
        }
    }

    /// <summary>A quoted text, or everything up to one of the stops that is not inside brackets.</summary>
    private string? Word(string stops)
    {
        SkipSpace("");
        if (AtEnd) return null;
        int quote = Opening.IndexOf(_text[_at], StringComparison.Ordinal);
        if (quote >= 0) return Quoted(Closing[quote]);
        int start = _at, depth = 0;
        for (; !AtEnd; _at++)
        {
            char c = _text[_at];
            if (depth == 0 && stops.Contains(c, StringComparison.Ordinal)) break;
            if (c is '(' or '[') depth++;
            if (c is ')' or ']') depth--;
        }

        return _text[start.._at].Trim();
    }

    private string? Quoted(char closing)
    {
        var text = new StringBuilder();
        for (_at++; !AtEnd; _at++)
        {
            char c = _text[_at];
            if (c == closing)
            {
                _at++;
                SkipSpace("");
                return text.ToString().Trim();
            }

            if (c == '\\' && _at + 1 < _text.Length) c = _text[++_at] is 'n' or 't' ? ' ' : _text[_at];
            text.Append(c);
        }

        return null;
    }

    private void SkipSpace(string alsoSkipped)
    {
        while (!AtEnd && (char.IsWhiteSpace(_text[_at]) || alsoSkipped.Contains(_text[_at], StringComparison.Ordinal))) _at++;
    }

    private bool Take(char c)
    {
        if (AtEnd || _text[_at] != c) return false;
        _at++;
        return true;
    }
}
