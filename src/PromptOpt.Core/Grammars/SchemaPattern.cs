using System.Text.RegularExpressions;
using PromptOpt.Evaluation;

namespace PromptOpt.Grammars;

/// <summary>A pattern that strings must match: as a grammar of their characters, and as a regular expression.</summary>
internal sealed record SchemaPattern(GrammarNode Characters, Regex Expression)
{
    /// <summary>
    /// Reads a pattern of literal characters, classes, <c>.</c>, <c>\d \w \s</c>, groups, <c>|</c> and <c>* + ? {m,n}</c>, with <c>^</c> and
    /// <c>$</c> at its ends.
    /// </summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="error">Makes the exception for a problem.</param>
    public static SchemaPattern Read(string pattern, Func<string, BadInputException> error)
    {
        if (UserPattern.ProblemOf(pattern) is { } problem) throw error($"the pattern is not a regular expression: {problem}");
        var begins = pattern.StartsWith('^');
        var ends = pattern.EndsWith('$') && (pattern.Length - pattern[..^1].TrimEnd('\\').Length) % 2 == 1;
        var body = pattern[(begins ? 1 : 0)..^(ends && pattern.Length > (begins ? 1 : 0) ? 1 : 0)];
        var reader = new PatternReader(body, error);
        var node = reader.Read();
        if (reader.HasAlternatives && (begins || ends)) throw error("'^' and '$' beside '|' are supported only around a group; write ^(one|two)$");
        var rest = new RepeatNode(JsonCharacters.Any, 0, null);
        var characters = GrammarNode.Sequence(begins ? GrammarNode.Nothing : rest, node, ends ? GrammarNode.Nothing : rest);
        return new SchemaPattern(characters, new Regex((begins ? "^" : "") + $"(?:{body})" + (ends ? "\\z" : ""), RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Whether a string matches; false when a second was not enough to tell.</summary>
    public bool Matches(string text)
    {
        try
        {
            return Expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
