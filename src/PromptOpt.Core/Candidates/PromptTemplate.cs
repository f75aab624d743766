using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>
/// A prompt with places for a row's columns. <c>{{field}}</c> names a column and <c>{{input}}</c> the input column whatever its name;
/// text between <c>{{#keep}}</c> and <c>{{/keep}}</c> is never changed by the search. Everything else, single braces included, is literal.
/// </summary>
public sealed class PromptTemplate
{
    private const string InputField = "input";
    private readonly TemplateText template;

    private PromptTemplate(string text, TemplateText template)
    {
        Text = text;
        this.template = template;
        FieldNames = [.. template.Parts.Where(part => part.IsField).Select(part => part.Text).Distinct()];
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>Fields it names, each once, in the order of their first use.</summary>
    public IReadOnlyList<string> FieldNames { get; }

    /// <summary>The texts between keep markers as written, in order; an altered template must hold each of them unchanged.</summary>
    public IReadOnlyList<string> KeptTexts => template.Kept;

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="fields">Columns of the data.</param>
    /// <param name="source">Where it was written, for messages: a file name.</param>
    /// <exception cref="BadInputException">Unknown fields, unknown or unbalanced markers: all of them, one a line, as <c>source:line:column: ...</c>.</exception>
    public static PromptTemplate Parse(string text, IReadOnlyCollection<string> fields, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fields);
        var template = new TemplateText(text, fields.Contains(InputField) ? fields : [InputField, .. fields], "every row has");
        return template.Problems.Count == 0
            ? new PromptTemplate(text, template)
            : throw new BadInputException(string.Join('\n', template.Problems.OrderBy(p => p.Offset).Select(p => $"{source}:{Place(text, p.Offset)}: {p.Message}")));
    }

    /// <summary>The text for one row, without markers. Text from the row is inserted as it is and never read as a template.</summary>
    /// <param name="example">The row; it must have every field that the template names.</param>
    public string Render(Example example)
    {
        ArgumentNullException.ThrowIfNull(example);
        return template.Render(field => field == InputField ? example.Input : example.Fields[field]);
    }

    private static string Place(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return FormattableString.Invariant($"{before.Count('\n') + 1}:{offset - before.LastIndexOf('\n')}");
    }
}
