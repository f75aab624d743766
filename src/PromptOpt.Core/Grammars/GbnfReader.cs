using System.Globalization;

namespace PromptOpt.Grammars;

/// <summary>
/// Reads GBNF, llama.cpp's way of writing grammars (grammars/README.md there): <c>name ::= alternatives</c>, texts in double quotes,
/// character classes, <c>.</c>, groups, <c>* + ? {m} {m,} {m,n}</c>, comments from <c>#</c> to the end of the line.
/// </summary>
internal sealed class GbnfReader
{
    private const int MostNesting = 100;
    private const int MostRepeats = 100_000;

    private readonly GbnfText _text;
    private int _nesting;

    private GbnfReader(GbnfText text) => _text = text;

    /// <summary>Reads all rules in order.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="BadInputException">It is not a grammar; with <c>source:line:column</c>.</exception>
    public static IReadOnlyList<GrammarRule> Read(string text, string source) => new GbnfReader(new GbnfText(text, source)).Rules();

    private List<GrammarRule> Rules()
    {
        var rules = new List<GrammarRule>();
        for (_text.SkipSpace(lines: true); !_text.AtEnd; _text.SkipSpace(lines: true))
        {
            var place = _text.Place;
            var name = _text.Name() ?? throw _text.Error($"a rule must begin here, such as 'root ::= \"yes\" | \"no\"', but there is {_text.Here}");
            _text.SkipSpace(lines: false);
            if (!_text.Take("::=")) throw _text.Error($"'::=' must follow the name of the rule '{name}', but there is {_text.Here}");
            if (rules.Exists(rule => rule.Name == name)) throw _text.Error($"the rule '{name}' is given a second time; keep one, or join them by '|'", place);
            rules.Add(new GrammarRule(name, Alternatives(), place));
            if (!_text.AtEnd && !_text.AtLineEnd) throw _text.Error($"{_text.Here} cannot stand here; end the rule with a new line");
        }
        return rules;
    }

    private GrammarNode Alternatives()
    {
        var alternatives = new List<GrammarNode>();
        do
        {
            _text.SkipSpace(lines: true);
            alternatives.Add(Sequence());
        }
        while (_text.TakeBar());
        return GrammarNode.Choice(alternatives);
    }

    private GrammarNode Sequence()
    {
        var parts = new List<GrammarNode>();
        while (Part() is { } part)
        {
            parts.Add(Repeated(part));
            _text.SkipSpace(lines: _nesting > 0);
        }
        return GrammarNode.Sequence(parts);
    }

    private GrammarNode? Part()
    {
        var place = _text.Place;
        if (_text.AtRule) return null; // an empty alternative before the next rule
        if (_text.Name() is { } name) return new RuleNode(name, place);
        if (_text.Take("\"")) return GbnfCharacters.Literal(_text, place);
        if (_text.Take("[")) return GbnfCharacters.Class(_text, place);
        if (_text.Take(".")) return new CharacterNode(CodePointSet.All);
        if (_text.Take("<") || _text.Take("!<")) throw _text.Error("tokens such as <think> or <[1]> cannot be named; write the text itself in quotes", place);
        return _text.Take("(") ? Group(place) : null;
    }

    private GrammarNode Group(TextPlace place)
    {
        if (++_nesting > MostNesting) throw _text.Error($"groups are nested more than {MostNesting} deep; give the inner ones names of their own", place);
        var body = Alternatives();
        _text.SkipSpace(lines: true);
        if (!_text.Take(")")) throw _text.Error(_text.AtEnd ? "this group is not closed; add ')'" : $"')' is expected in place of {_text.Here}", _text.AtEnd ? place : null);
        _nesting--;
        return body;
    }

    private GrammarNode Repeated(GrammarNode part)
    {
        while (true)
        {
            _text.SkipSpace(lines: _nesting > 0);
            if (_text.Take("*")) part = new RepeatNode(part, 0, null);
            else if (_text.Take("+")) part = new RepeatNode(part, 1, null);
            else if (_text.Take("?")) part = GrammarNode.Optional(part);
            else if (_text.Take("{")) part = Counted(part);
            else return part;
        }
    }

    private RepeatNode Counted(GrammarNode part)
    {
        var place = _text.Place;
        var low = Count();
        int? high = low;
        _text.SkipSpace(lines: false);
        if (_text.Take(","))
        {
            _text.SkipSpace(lines: false);
            high = _text.AtDigit ? Count() : null;
            _text.SkipSpace(lines: false);
        }
        if (!_text.Take("}")) throw _text.Error($"'}}' is expected in place of {_text.Here}; a repetition is written {{2}}, {{2,}} or {{2,5}}");
        if (high < low) throw _text.Error($"the repetition must not end at {high} below its beginning {low}; turn the two round", place);
        return new RepeatNode(part, low, high);
    }

    private int Count()
    {
        var place = _text.Place;
        var digits = _text.Digits();
        if (digits.Length == 0) throw _text.Error($"a number is expected in place of {_text.Here}; a repetition is written {{2}}, {{2,}} or {{2,5}}");
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostRepeats
            ? count
            : throw _text.Error($"repeats at most {MostRepeats} times; use a smaller number, or '*' for no limit", place);
    }
}
