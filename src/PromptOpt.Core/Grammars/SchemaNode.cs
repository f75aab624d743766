using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>What a JSON value may be.</summary>
internal abstract record SchemaNode;

/// <summary>Any value.</summary>
internal sealed record AnySchema : SchemaNode;

/// <summary>One of these values.</summary>
internal sealed record LiteralSchema(IReadOnlyList<JsonElement> Values) : SchemaNode;

/// <summary>A string of so many characters, or one that a pattern matches.</summary>
internal sealed record StringSchema(int Low, int? High, SchemaPattern? Pattern) : SchemaNode;

/// <summary>A number, perhaps none below 0.</summary>
internal sealed record NumberSchema(bool IsNonNegative) : SchemaNode;

/// <summary>A whole number within bounds, both ends allowed.</summary>
internal sealed record IntegerSchema(long? Low, long? High) : SchemaNode;

/// <summary>true or false.</summary>
internal sealed record BooleanSchema : SchemaNode;

/// <summary>null.</summary>
internal sealed record NullSchema : SchemaNode;

/// <summary>A list of so many values.</summary>
internal sealed record ArraySchema(SchemaNode Items, int Low, int? High) : SchemaNode;

/// <summary>
/// An object. <paramref name="Additional"/> is what members may be that are not declared, null where there may be none; they are written only
/// if the schema asks for them (<paramref name="WritesAdditional"/>), though a schema that says nothing of them forbids none.
/// </summary>
internal sealed record ObjectSchema(IReadOnlyList<SchemaProperty> Properties, SchemaNode? Additional, bool WritesAdditional) : SchemaNode;

/// <summary>A member that an object may or must have.</summary>
internal sealed record SchemaProperty(string Name, SchemaNode Value, bool IsRequired);

/// <summary>What one of several schemas allows; no value satisfies two of them where just one must be.</summary>
internal sealed record UnionSchema(IReadOnlyList<SchemaNode> Alternatives) : SchemaNode;

/// <summary>What the definition of that name allows.</summary>
internal sealed record ReferenceSchema(string Name, TextPlace Place) : SchemaNode;
