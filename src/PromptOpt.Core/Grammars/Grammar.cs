using System.Runtime.CompilerServices;
using System.Text;
using PromptOpt.LanguageModels;

namespace PromptOpt.Grammars;

/// <summary>What an answer may be, byte by byte. Made once and used by many answers at a time.</summary>
public sealed class Grammar
{
    private const string RootName = "root";

    private static readonly ConditionalWeakTable<AnswerConstraint, Grammar> Made = [];

    internal Grammar(IReadOnlyList<GrammarRule> rules, string root, string source)
    {
        var checkedRules = new GrammarRules(rules, root, source);
        Start = new GrammarMatcher(NetworkBuilder.Build(checkedRules, source)).Start;
    }

    /// <summary>The state before the first byte.</summary>
    public GrammarState Start { get; }

    /// <summary>Reads a grammar in llama.cpp's GBNF; an answer begins with the rule <c>root</c>.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="source">What to call it in messages, such as its file.</param>
    /// <exception cref="BadInputException">It is wrong: the text is no GBNF, a rule is missing, calls itself before it takes a character, never
    /// ends, or is too large; with <c>source:line:column</c>.</exception>
    public static Grammar Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        return new Grammar(GbnfReader.Read(text, source), RootName, source);
    }

    /// <summary>The grammar of a constraint. Made once for each constraint object.</summary>
    /// <param name="constraint">What answers are limited to.</param>
    /// <param name="source">What to call it in messages, such as its file.</param>
    /// <exception cref="BadInputException">It is wrong; with <c>source:line:column</c>.</exception>
    public static Grammar For(AnswerConstraint constraint, string source)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        return Made.GetValue(
            constraint, made => made.Kind == AnswerConstraintKind.Grammar ? Parse(made.Text, source) : JsonSchema.Parse(made.Text, source).Grammar);
    }

    /// <summary>The state behind a text that every answer begins with.</summary>
    /// <param name="prefix">The text; may be empty.</param>
    /// <exception cref="BadInputException">No answer that the grammar allows begins with it.</exception>
    public GrammarState After(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var state = Start;
        foreach (var (rune, index) in prefix.EnumerateRunes().Select((rune, i) => (rune, i)))
        {
            state = state.Next(Encoding.UTF8.GetBytes(rune.ToString())) ?? throw new BadInputException(
                $"the answer prefix '{prefix}' is impossible under the answer's grammar from its character {index + 1} ('{rune}') on; change the prefix or the grammar");
        }
        return state;
    }

    /// <summary>Whether a whole text is an answer that the grammar allows.</summary>
    /// <param name="text">The text.</param>
    public bool Accepts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Start.Next(Encoding.UTF8.GetBytes(text)) is { CanEnd: true };
    }
}
