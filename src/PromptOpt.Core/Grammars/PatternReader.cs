using System.Globalization;

namespace PromptOpt.Grammars;

/// <summary>Reads a simple regular expression, known to be valid, as a grammar of JSON string characters; refuses what it does not know.</summary>
internal sealed class PatternReader(string pattern, Func<string, BadInputException> error)
{
    private static readonly CodePointSet BasicPlane = CodePointSet.Of((0, 0xFFFF)); // .NET matches two units for characters above it
    private static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));
    private static readonly CodePointSet Letters = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));
    private static readonly CodePointSet Spaces = CodePointSet.Of(('\t', '\r'), (' ', ' '));
    private static readonly CodePointSet NoLineEnd = BasicPlane.Except(CodePointSet.Of(('\n', '\n')));

    private int _at;
    private int _depth;

    /// <summary>Whether there was a <c>|</c> outside all groups.</summary>
    public bool HasAlternatives { get; private set; }

    /// <summary>The whole pattern.</summary>
    public GrammarNode Read()
    {
        var node = Alternatives();
        return _at == pattern.Length ? node : throw Unknown();
    }

    private GrammarNode Alternatives()
    {
        var alternatives = new List<GrammarNode> { Sequence() };
        while (Take('|'))
        {
            HasAlternatives |= _depth == 0;
            alternatives.Add(Sequence());
        }
        return GrammarNode.Choice(alternatives);
    }

    private GrammarNode Sequence()
    {
        var parts = new List<GrammarNode>();
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')')) parts.Add(Repeated(Part()));
        return GrammarNode.Sequence(parts);
    }

    private GrammarNode Part()
    {
        switch (pattern[_at++])
        {
            case '(': return Group();
            case '[': return Written(Class());
            case '.': return Written(NoLineEnd);
            case '\\': return Written(Escape());
            case '^' or '$' or '*' or '+' or '?' or '{': _at--; throw Unknown();
            case var c when char.IsSurrogate(c): _at--; throw Unknown();
            case var c: return Written(CodePointSet.Of((c, c)));
        }
    }

    private GrammarNode Group()
    {
        if (Take('?') && !Take(':')) throw Unknown();
        _depth++;
        var body = Alternatives();
        _depth--;
        return Take(')') ? body : throw Unknown();
    }

    private GrammarNode Repeated(GrammarNode part)
    {
        var start = _at;
        if (Take('*')) part = new RepeatNode(part, 0, null);
        else if (Take('+')) part = new RepeatNode(part, 1, null);
        else if (Take('?')) part = GrammarNode.Optional(part);
        else if (Take('{')) part = Counted(part);
        if (_at > start && _at < pattern.Length && pattern[_at] is '?' or '+' or '*' or '{') throw Unknown();
        return part;
    }

    private RepeatNode Counted(GrammarNode part)
    {
        var end = pattern.IndexOf('}', _at);
        var counts = end < 0 ? [] : pattern[_at..end].Split(',');
        if (counts.Length is not (1 or 2) || !TryCount(counts[0], out var low)) throw Unknown();
        _at = end + 1;
        if (counts.Length == 1) return new RepeatNode(part, low, low);
        if (counts[1].Length == 0) return new RepeatNode(part, low, null);
        return TryCount(counts[1], out var high) ? new RepeatNode(part, low, high) : throw Unknown();
    }

    private CodePointSet Class()
    {
        var negated = Take('^');
        var set = CodePointSet.Of();
        for (var first = true; first || !Take(']'); first = false)
        {
            var low = ClassPart();
            var isRange = _at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']';
            if (isRange) _at++;
            var high = isRange ? ClassPart() : low;
            if (isRange && (low.Ranges is not [var a] || high.Ranges is not [var b] || a.Low != a.High || b.Low != b.High)) throw Unknown();
            set = CodePointSet.Of(set.Ranges.Concat(isRange ? [(low.Ranges[0].Low, high.Ranges[0].Low)] : low.Ranges));
        }
        return negated ? BasicPlane.Except(set) : set;
    }

    private CodePointSet ClassPart()
    {
        if (_at >= pattern.Length || char.IsSurrogate(pattern[_at]) || pattern[_at] == '[') throw Unknown();
        var c = pattern[_at++];
        return c == '\\' ? Escape() : CodePointSet.Of((c, c));
    }

    private CodePointSet Escape()
    {
        var c = _at < pattern.Length ? pattern[_at++] : throw Unknown();
        return c switch
        {
            'd' => Digits,
            'D' => BasicPlane.Except(Digits),
            'w' => Letters,
            'W' => BasicPlane.Except(Letters),
            's' => Spaces,
            'S' => BasicPlane.Except(Spaces),
            't' => CodePointSet.Of(('\t', '\t')),
            'n' => CodePointSet.Of(('\n', '\n')),
            'r' => CodePointSet.Of(('\r', '\r')),
            _ when char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) => CodePointSet.Of((c, c)),
            _ => throw Unknown(),
        };
    }

    private GrammarNode Written(CodePointSet set) => JsonCharacters.Of(set) ?? throw Unknown();

    private bool Take(char c)
    {
        if (_at >= pattern.Length || pattern[_at] != c) return false;
        _at++;
        return true;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= 10_000;

    private BadInputException Unknown() => error(
        $"the pattern '{pattern}' is too complicated from its character {_at + 1} on; use characters, classes, groups, '|' and repetitions, with '^' and '$' at the ends only");
}
