namespace PromptOpt.Grammars;

/// <summary>The text of a grammar with the place that reading has reached.</summary>
internal sealed class GbnfText(string text, string source)
{
    private int _at;

    public bool AtEnd => _at >= text.Length;

    public bool AtLineEnd => !AtEnd && text[_at] is '\n' or '\r';

    public bool AtDigit => !AtEnd && char.IsAsciiDigit(text[_at]);

    public TextPlace Place => TextPlace.Of(text, _at);

    /// <summary>Whether a name and <c>::=</c> come next.</summary>
    public bool AtRule
    {
        get
        {
            var end = EndOfName();
            return end > _at && text.AsSpan(end).TrimStart(" \t").StartsWith("::=");
        }
    }

    /// <summary>What comes next, for a message.</summary>
    public string Here => AtEnd ? "the end of the grammar" : AtLineEnd ? "the end of the line" : $"'{Character()}'";

    /// <summary>Passes spaces and comments, and line ends too where they mean nothing.</summary>
    public void SkipSpace(bool lines)
    {
        while (!AtEnd)
        {
            if (text[_at] == '#') _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            else if (text[_at] is ' ' or '\t' || (lines && text[_at] is '\r' or '\n')) _at++;
            else return;
        }
    }

    /// <summary>Passes <c>|</c>, also at the beginning of a following line.</summary>
    public bool TakeBar()
    {
        var before = _at;
        SkipSpace(lines: true);
        if (Take("|")) return true;
        _at = before;
        return false;
    }

    /// <summary>Passes a sign if it comes next.</summary>
    public bool Take(string sign)
    {
        if (!text.AsSpan(_at).StartsWith(sign)) return false;
        _at += sign.Length;
        return true;
    }

    /// <summary>Whether a sign comes next.</summary>
    public bool Sees(string sign) => text.AsSpan(_at).StartsWith(sign);

    /// <summary>Passes a rule's name; null if none comes next.</summary>
    public string? Name()
    {
        var (start, end) = (_at, EndOfName());
        _at = end;
        return end > start ? text[start..end] : null;
    }

    /// <summary>Passes digits.</summary>
    public string Digits()
    {
        var start = _at;
        while (AtDigit) _at++;
        return text[start.._at];
    }

    /// <summary>Passes a number of characters; null if there are fewer.</summary>
    public string? TakeCharacters(int count)
    {
        if (_at + count > text.Length) return null;
        _at += count;
        return text[(_at - count).._at];
    }

    /// <summary>Passes one character, which may be two UTF-16 units.</summary>
    public int TakeCharacter()
    {
        var character = Character();
        _at += character.Length;
        return character.Length == 2 ? char.ConvertToUtf32(character[0], character[1]) : character[0];
    }

    /// <summary>A problem at a place, or at the place reached.</summary>
    public BadInputException Error(string message, TextPlace? place = null) => new($"{source}:{place ?? Place}: {message}");

    private string Character() => text[_at..(_at + (_at + 1 < text.Length && char.IsSurrogatePair(text[_at], text[_at + 1]) ? 2 : 1))];

    private int EndOfName()
    {
        var end = _at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
        return end;
    }
}
