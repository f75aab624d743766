using System.Globalization;

namespace PromptOpt.Grammars;

/// <summary>Texts in quotes and character classes of GBNF, with their escapes.</summary>
internal static class GbnfCharacters
{
    /// <summary>What stands between quotes.</summary>
    public static GrammarNode Literal(GbnfText text, TextPlace start)
    {
        var characters = new List<GrammarNode>();
        while (!text.Take("\""))
        {
            if (text.AtEnd) throw text.Error("this text is not closed; add '\"'", start);
            var one = Character(text);
            characters.Add(new CharacterNode(CodePointSet.Of((one, one))));
        }
        return new SequenceNode(characters);
    }

    /// <summary>What stands between brackets.</summary>
    public static GrammarNode Class(GbnfText text, TextPlace start)
    {
        var negated = text.Take("^");
        var ranges = new List<(int, int)>();
        while (!text.Take("]"))
        {
            if (text.AtEnd) throw text.Error("this character class is not closed; add ']'", start);
            var place = text.Place;
            var low = Character(text);
            if (!text.Sees("-") || text.Sees("-]"))
            {
                ranges.Add((low, low));
                continue;
            }
            text.Take("-");
            if (text.AtEnd) throw text.Error("this character class is not closed; add ']'", start);
            var high = Character(text);
            if (high < low) throw text.Error("the range ends before it begins; turn its ends round", place);
            ranges.Add((low, high));
        }
        var set = CodePointSet.Of(ranges);
        var characters = negated ? set.Complement() : set;
        return characters.Ranges.Count > 0
            ? new CharacterNode(characters)
            : throw text.Error("this character class holds no character, so nothing can be written here; put at least one into it", start);
    }

    private static int Character(GbnfText text)
    {
        var place = text.Place;
        if (!text.Take("\\")) return Valid(text, text.TakeCharacter(), place);
        if (text.AtEnd) throw text.Error("an escape needs a character after '\\'", place);
        return text.TakeCharacter() switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => Hexadecimal(text, 2, place),
            'u' => Hexadecimal(text, 4, place),
            'U' => Hexadecimal(text, 8, place),
            var other when other is '\\' or '"' or '[' or ']' or '^' or '-' => other,
            _ => throw text.Error("there is no such escape; there are \\n \\r \\t \\\\ \\\" \\[ \\] \\^ \\- \\x41 \\u0041 \\U00000041", place),
        };
    }

    private static int Hexadecimal(GbnfText text, int digits, TextPlace place) =>
        int.TryParse(text.TakeCharacters(digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? Valid(text, value, place)
            : throw text.Error($"{digits} hexadecimal digits must follow here", place);

    private static int Valid(GbnfText text, int value, TextPlace place) =>
        value is >= 0 and < 0xD800 or > 0xDFFF and <= 0x10FFFF ? value : throw text.Error("this is no character of Unicode; use one up to \\U0010FFFF, no surrogates", place);
}
