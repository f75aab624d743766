using System.Text;
using FsCheck.Xunit;
using PromptOpt.Grammars;

namespace PromptOpt.Tests.Grammars;

public sealed class JsonSchemaTests
{
    private const string Person = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 8},
            "age": {"type": "integer", "minimum": 0, "maximum": 130},
            "tags": {"type": "array", "items": {"enum": ["a", "b\"c", 3, null]}, "maxItems": 3},
            "address": {"$ref": "#/$defs/address"},
            "height": {"type": ["number", "null"]}
          },
          "required": ["name", "tags"],
          "additionalProperties": false,
          "$defs": {
            "address": {"type": "object", "properties": {"zip": {"type": "string", "pattern": "^[0-9]{5}(-[A-Z]+)?$"}, "in": {"$ref": "#/$defs/address"}}}
          }
        }
        """;

    private static readonly JsonSchema Schema = JsonSchema.Parse(Person, "person.json");

    [Theory]
    [InlineData("""{"name":"Ada","tags":[]}""")]
    [InlineData("""{"name": "Ada", "age": 130, "tags": ["a", "b\"c", 3], "address": {"zip": "12345-X", "in": {}}, "height": -1.5e3}""")]
    [InlineData("{\n  \"name\": \"\\u00e9\\\"😀\",\n  \"tags\": [\n    null\n  ],\n  \"height\": null\n}")]
    public void What_the_schema_allows_can_be_written_and_is_valid(string json)
    {
        Assert.True(Schema.Accepts(json));
        Assert.True(Schema.Grammar.Accepts(json));
    }

    [Theory]
    [InlineData("""{"tags":[]}""")]
    [InlineData("""{"name":"","tags":[]}""")]
    [InlineData("""{"name":"123456789","tags":[]}""")]
    [InlineData("""{"name":"Ada","age":131,"tags":[]}""")]
    [InlineData("""{"name":"Ada","age":1.5,"tags":[]}""")]
    [InlineData("""{"name":"Ada","tags":["c"]}""")]
    [InlineData("""{"name":"Ada","tags":[3,3,3,3]}""")]
    [InlineData("""{"name":"Ada","tags":[],"address":{"zip":"1234"}}""")]
    [InlineData("""{"name":"Ada","tags":[],"address":{"zip":"12345-X\n"}}""")]
    [InlineData("""{"name":"Ada","tags":[],"other":1}""")]
    [InlineData("""{"name":"Ada","tags":[]""")]
    [InlineData("""{"name":"\ud800","tags":[]}""")]
    [InlineData("[]")]
    public void What_the_schema_forbids_cannot_be_written_and_is_not_valid(string json)
    {
        Assert.False(Schema.Accepts(json));
        Assert.False(Schema.Grammar.Accepts(json));
    }

    [Theory]
    [InlineData("""{"tags":[],"name":"Ada"}""")]
    [InlineData("""{"name" :"Ada","tags":[]}""")]
    [InlineData(""" {"name":"Ada","tags":[]}""")]
    [InlineData("""{"name":"Ada",  "tags":[]}""")]
    public void Other_orders_and_spaces_are_valid_but_not_written(string json)
    {
        Assert.True(Schema.Accepts(json));
        Assert.False(Schema.Grammar.Accepts(json));
    }

    [Theory]
    [InlineData("{}", "3|\"a\"|null|[1, {\"a\": []}]|{\"x\": {}, \"y\": -0.5}", "a|[1,]|01|{\"a\"}|\"\n\"")]
    [InlineData("""{"type": "object"}""", "{}|{\"a\": 1}", "[]")]
    [InlineData("""{"type": "object", "properties": {"ab": {"type": "null"}}, "additionalProperties": {"type": "integer"}}""", "{}|{\"a\": 1}|{\"ab\": null, \"abc\": 1, \"\": 2}", "{\"ab\": 1}|{\"a\": null}")]
    [InlineData("""{"type": "array", "minItems": 2, "items": {"type": "boolean"}}""", "[true, false]|[true,true,true]", "[]|[true]|[true, 1]")]
    [InlineData("""{"const": {"b": [1, "x"]}}""", "{\"b\":[1,\"x\"]}", "{\"b\":[1]}")]
    [InlineData("""{"type": "number", "minimum": 0}""", "0|1.5|1e9", "-1|.5")]
    [InlineData("""{"type": "integer", "minimum": -12, "exclusiveMaximum": 105}""", "-12|-1|0|9|10|99|104", "-13|105|1000|1.5")]
    [InlineData("""{"type": "integer", "maximum": -7}""", "-7|-10|-123456", "-6|0|7")]
    [InlineData("""{"type": "integer", "minimum": 950}""", "950|999|1000|123456", "949|0|-950")]
    [InlineData("""{"anyOf": [{"type": "string", "pattern": "cat|dog"}, {"type": "null"}]}""", "\"cat\"|\"my dog!\"|null", "\"cow\"|3")]
    [InlineData("""{"oneOf": [{"type": "object", "properties": {"k": {"const": "a"}}, "required": ["k"]}, {"type": "object", "properties": {"k": {"const": "b"}, "v": {"type": "integer"}}, "required": ["k", "v"]}]}""", "{\"k\":\"a\"}|{\"k\":\"b\",\"v\":1}", "{\"k\":\"b\"}|{\"k\":\"c\"}")]
    [InlineData("""{"type": "object", "properties": {"a": true, "b": true, "c": true}, "required": ["b"]}""", "{\"b\":1}|{\"a\":1,\"b\":1}|{\"b\":1,\"c\":1}|{\"a\":1,\"b\":1,\"c\":1}", "{}|{\"a\":1}|{\"a\":1,\"c\":1}")]
    [InlineData("""{"type": "string", "pattern": "^(?:[^\"a-c]|\\d\\.)+$"}""", "\"x\"|\"1.\"|\"\\\\\"", "\"\"|\"ab\"|\"\\\"\"")]
    public void Each_keyword_means_the_same_to_writer_and_reader(string schema, string valid, string invalid)
    {
        var read = JsonSchema.Parse(schema, "test");
        Assert.All(valid.Split('|'), json => Assert.True(read.Accepts(json) && read.Grammar.Accepts(json), json));
        Assert.All(invalid.Split('|'), json => Assert.True(!read.Accepts(json) && !read.Grammar.Accepts(json), json));
    }

    [Property(MaxTest = 200)]
    public void Whatever_the_grammar_writes_is_valid(int seed)
    {
        var random = new Random(seed);
        if (Walk(Schema.Grammar.Start, random) is not { } json) return;
        Assert.True(Schema.Accepts(json), json);
        var changed = json.Remove(random.Next(json.Length), 1);
        Assert.True(!Schema.Grammar.Accepts(changed) || Schema.Accepts(changed), changed);
    }

    [Property(MaxTest = 300)]
    public void Whole_numbers_within_bounds_are_just_those(int low, int high, int other)
    {
        var (from, to) = (Math.Min(low, high), Math.Max(low, high));
        var read = JsonSchema.Parse($$"""{"type": "integer", "minimum": {{from}}, "maximum": {{to}}}""", "test");
        foreach (var number in new long[] { low, high, from - 1L, to + 1L, other, 0, -other })
            Assert.Equal(from <= number && number <= to, read.Grammar.Accepts($"{number}"));
    }

    [Fact]
    public void Spaces_and_digits_cannot_go_on_for_ever()
    {
        Assert.Null(Schema.Grammar.Start.Next(Encoding.UTF8.GetBytes("{\n" + new string(' ', 21))));
        Assert.Null(Schema.Grammar.Start.Next("{  "u8));
        Assert.Null(JsonSchema.Parse("""{"type": "integer"}""", "test").Grammar.Start.Next(Encoding.UTF8.GetBytes(new string('1', 16))));
    }

    [Theory]
    [InlineData("{\n  \"type\": \"string\",\n  \"format\": \"date\"\n}", "s.json:3:3: the keyword 'format' is not supported")]
    [InlineData("""{"type": "object", "propertys": {}}""", "s.json:1:20: the keyword 'propertys' is not supported (did you mean 'properties'?)")]
    [InlineData("""{"type": "objekt"}""", "s.json:1:10: 'type' must be one of object, array")]
    [InlineData("""{"properties": {}}""", "s.json:1:2: 'properties' needs a type beside it; add \"type\": \"object\"")]
    [InlineData("""{"type": "string", "minimum": 1}""", "s.json:1:20: 'minimum' means nothing for type string")]
    [InlineData("""{"type": "number", "minimum": 1}""", "s.json:1:31: of numbers that are not whole only 'minimum': 0")]
    [InlineData("""{"type": "string", "pattern": "a(?=b)"}""", "s.json:1:31: the pattern 'a(?=b)' is too complicated from its character 4 on")]
    [InlineData("""{"type": "string", "pattern": "^a|b$"}""", "'^' and '$' beside '|'")]
    [InlineData("""{"type": "string", "pattern": "a(b"}""", "the pattern is not a regular expression")]
    [InlineData("""{"type": "string", "pattern": "a", "maxLength": 2}""", "'pattern' together with a length")]
    [InlineData("""{"type": "array", "minItems": 3, "maxItems": 2}""", "s.json:1:46: 'maxItems' is below 'minItems'")]
    [InlineData("""{"type": "integer", "minimum": 3, "maximum": 2}""", "no whole number lies from 3 to 2")]
    [InlineData("""{"type": "object", "properties": {}, "required": ["a"]}""", "s.json:1:51: 'required' names \"a\"")]
    [InlineData("""{"$ref": "#/$defs/no"}""", "s.json:1:10: there is no definition '#/$defs/no'")]
    [InlineData("""{"$ref": "#"}""", "s.json:1:1: the rule '#' calls itself before it takes a character")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]}""", "s.json:1:1: the rule '#' never comes to an end")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"type": "number"}]}""", "'oneOf' is supported only where")]
    [InlineData("""{"anyOf": [{"type": "integer"}], "type": "integer"}""", "s.json:1:34: 'type' beside 'anyOf' is not supported")]
    [InlineData("""{"type": "string", "enum": [1]}""", "s.json:1:29: 1 is not of type string")]
    [InlineData("""{"type": "array", "items": false}""", "s.json:1:28: a schema must be an object")]
    [InlineData("""{"allOf": []}""", "the keyword 'allOf' is not supported")]
    [InlineData("{\"a\": 1,\n}", "s.json:2:1: not valid JSON")]
    [InlineData("{\"type\": \"null\",\n\"type\": \"null\"}", "s.json:2:1: 'type' is there a second time")]
    public void What_a_grammar_cannot_hold_is_refused_by_name_with_its_place(string schema, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => JsonSchema.Parse(schema, "s.json")).Message, StringComparison.Ordinal);

    private static string? Walk(GrammarState state, Random random)
    {
        var bytes = new List<byte>();
        while (!state.MustEnd && bytes.Count < 3000)
        {
            var allowed = Enumerable.Range(0, 256).Where(value => state.Next((byte)value) is not null).ToList();
            var closing = allowed.Where(value => "\"}],".Contains((char)value, StringComparison.Ordinal)).ToList();
            var from = closing.Count > 0 && random.Next(3) > 0 ? closing : allowed;
            bytes.Add((byte)from[random.Next(from.Count)]);
            state = state.Next(bytes[^1])!;
        }

        return state.MustEnd ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]) : null;
    }
}
