using System.Text;
using System.Text.RegularExpressions;

namespace PromptOpt.Candidates;

/// <summary>
/// A text with <c>{{field}}</c> and <c>{{#keep}}...{{/keep}}</c>, read once into parts. Two braces around anything that cannot be a name
/// (quotes, line ends, braces) are literal text, and so are stray ones.
/// </summary>
internal sealed partial class TemplateText
{
    private readonly List<TemplatePart> parts = [];
    private readonly List<string> kept = [];
    private readonly List<(int Offset, string Message)> problems = [];

    /// <summary>Reads a text; what is wrong is found in <see cref="Problems"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fields">Names that may be filled in.</param>
    /// <param name="whatNames">How messages introduce the names, such as <c>every row has</c>.</param>
    public TemplateText(string text, IReadOnlyCollection<string> fields, string whatNames)
    {
        int? keepStart = null;
        var done = 0;
        foreach (var tag in Tags().Matches(text).Cast<Match>())
        {
            var name = tag.Groups["name"].Value;
            var isField = fields.Contains(name);
            if (!isField && !Tag().IsMatch(name)) continue;
            AddLiteral(text[done..tag.Index]);
            done = tag.Index + tag.Length;
            if (isField) parts.Add(new TemplatePart(name, true));
            else if (name == "#keep") keepStart = Open(keepStart, tag);
            else if (name == "/keep") keepStart = Close(text, keepStart, tag);
            else problems.Add((tag.Index, Unknown(name, fields, whatNames)));
        }
        AddLiteral(text[done..]);
        if (keepStart is { } open) problems.Add((open - "{{#keep}}".Length, "{{#keep}} is never closed; add {{/keep}}"));
    }

    /// <summary>The parts in order, markers left out.</summary>
    public IReadOnlyList<TemplatePart> Parts => parts;

    /// <summary>The texts between keep markers, as written.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>What is wrong, by offset into the text.</summary>
    public IReadOnlyList<(int Offset, string Message)> Problems => problems;

    /// <summary>Fills in the fields. What is filled in is not read again.</summary>
    public string Render(Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.IsField ? value(part.Text) : part.Text);
        return text.ToString();
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0) parts.Add(new TemplatePart(text, false));
    }

    private int Open(int? keepStart, Match tag)
    {
        if (keepStart is not null) problems.Add((tag.Index, "{{#keep}} inside {{#keep}}; close the first with {{/keep}}"));
        return tag.Index + tag.Length;
    }

    private int? Close(string text, int? keepStart, Match tag)
    {
        if (keepStart is { } start) kept.Add(text[start..tag.Index]);
        else problems.Add((tag.Index, "{{/keep}} without {{#keep}} before it; remove it or add the beginning"));
        return null;
    }

    private static string Unknown(string name, IReadOnlyCollection<string> fields, string whatNames) => name[0] is '#' or '/'
        ? $"unknown marker {{{{{name}}}}}; there are only {{{{#keep}}}} and {{{{/keep}}}}"
        : $"unknown field {{{{{name}}}}}{Spelling.Hint(name, fields)}; {whatNames}: {string.Join(", ", fields)}";

    [GeneratedRegex(@"\{\{[ \t]*(?<name>[^{}\r\n]*?)[ \t]*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"^(?:[#/][ \t]*)?[\p{L}_][\p{L}\p{N}_ .\-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
