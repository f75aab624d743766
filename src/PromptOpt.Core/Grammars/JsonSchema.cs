using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>A JSON schema: what JSON values it allows, and the grammar that writes such values. docs/answers.md lists what may stand in it.</summary>
public sealed class JsonSchema
{
    private readonly SchemaValidator _validator;

    private JsonSchema(SchemaReader reader, string source)
    {
        _validator = new SchemaValidator(reader.Named);
        Grammar = new Grammar(SchemaGrammar.Rules(reader.Named), "#", source);
    }

    /// <summary>The grammar of the values it allows, with properties in their order.</summary>
    public Grammar Grammar { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="text">The schema as JSON.</param>
    /// <param name="source">What to call it in messages, such as its file.</param>
    /// <exception cref="BadInputException">It is wrong, or says something that is not supported; with <c>source:line:column</c>.</exception>
    public static JsonSchema Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        var reader = new SchemaReader(source);
        reader.Read(JsonPart.Read(text, source));
        return new JsonSchema(reader, source);
    }

    /// <summary>Whether a text is one JSON value and the schema allows it.</summary>
    /// <param name="text">The text; spaces around the value are allowed.</param>
    public bool Accepts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return _validator.IsValid(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for halves of characters
        {
            return false;
        }
    }
}
