using System.Collections;
using System.Reflection;
using PromptOpt.Caching;
using PromptOpt.LanguageModels;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Caching;

public sealed class ResponseKeysTests
{
    private static readonly GenerateRequest Generate = new()
    {
        Prompt = new() { Messages = [new(ChatRole.System, "s"), new(ChatRole.Assistant, "a") { Drawn = new("", [1, 2]) }, new(ChatRole.User, "u")], AnswerPrefix = "A:" },
        Decoding = new() { Temperature = 0.7, Stop = ["x"], LogitBias = new Dictionary<int, double> { [3] = -1 } },
        Seed = 5,
        TopLogProbabilities = 2,
        Constraint = new(AnswerConstraintKind.Grammar, "root ::= \"a\""),
        End = new(AnswerEndKind.Label) { Terms = ["yes", "no"] },
    };

    private static readonly ScoreRequest Score = new() { Prompt = Generate.Prompt, Continuations = ["yes", "no"], BestAfter = [0, 0.5] };

    private readonly ResponseKeys _keys = new(new ScriptedLanguageModel());

    [Fact]
    public void Every_property_of_a_request_is_part_of_its_key()
    {
        // Finds the properties itself, those of nested records too: one that is added later is tested here, or this test asks to be taught its type.
        var generations = Variants(Generate).Select(v => (v.Path, Key: _keys.Of((GenerateRequest)v.Value))).ToList();
        var scorings = Variants(Score).Select(v => (v.Path, Key: _keys.Of((ScoreRequest)v.Value))).ToList();
        Assert.All(generations, v => Assert.True(v.Key != _keys.Of(Generate), v.Path));
        Assert.All(scorings, v => Assert.True(v.Key != _keys.Of(Score), v.Path));
        Assert.Contains(generations, v => v.Path == "GenerateRequest.Prompt.Messages[1].Drawn.Tokens");
        Assert.Contains(generations, v => v.Path == "GenerateRequest.Decoding.RepeatLastN");
        Assert.Contains(scorings, v => v.Path == "ScoreRequest.BestAfter");
        Assert.Equal(generations.Count, generations.Select(v => v.Key).Distinct().Count());
        Assert.Equal(scorings.Count, scorings.Select(v => v.Key).Distinct().Count());
    }

    [Fact]
    public void Equal_requests_made_apart_have_one_key()
    {
        var copy = Generate with { Prompt = Generate.Prompt with { Messages = Generate.Prompt.Messages.ToList() }, Decoding = Generate.Decoding with { Stop = new List<string> { "x" } } };
        Assert.Equal(_keys.Of(Generate), _keys.Of(copy));
    }

    [Fact]
    public void The_seed_counts_only_where_it_is_read()
    {
        Assert.NotEqual(_keys.Of(Generate), _keys.Of(Generate with { Seed = 6 }));
        var greedy = Generate with { Decoding = Generate.Decoding with { Temperature = 0 } };
        Assert.Equal(_keys.Of(greedy), _keys.Of(greedy with { Seed = 6 }));
    }

    [Fact]
    public void Generating_scoring_and_embedding_never_share_a_key()
    {
        Assert.NotEqual(_keys.Of(Generate).Hex, _keys.Of(Score).Hex);
        Assert.NotEqual(_keys.Of("u"), _keys.Of("v"));
        Assert.Matches("^[0-9a-f]{64}$", _keys.Of("u").Hex);
    }

    [Fact]
    public void Another_model_engine_template_or_context_has_other_keys()
    {
        var info = new ScriptedLanguageModel().Info;
        LanguageModelInfo[] others =
        [
            info, info with { Identity = "other" }, info with { Engine = "other" }, info with { ChatTemplate = "chatml" }, info with { ContextTokens = 1 },
            info with { ChatTemplate = "a.txt", ChatTemplateHash = "1" }, info with { ChatTemplate = "a.txt", ChatTemplateHash = "2" },
        ];
        Assert.Equal(others.Length, others.Select(i => Keys(i).Of(Generate)).Distinct().Count());
        Assert.Equal(Keys(info with { ChatTemplate = "a.txt", ChatTemplateHash = "1" }).Of(Generate), Keys(info with { ChatTemplate = "b.txt", ChatTemplateHash = "1" }).Of(Generate));
        Assert.Equal(Keys(info).Of(Generate), Keys(info with { Name = "renamed" }).Of(Generate));
    }

    private static ResponseKeys Keys(LanguageModelInfo info) => new(new ScriptedLanguageModel { Info = info });

    private static IEnumerable<(string Path, object Value)> Variants(object record) => Variants(record, record.GetType().Name);

    /// <summary>Copies of a record, each with one property changed, at any depth.</summary>
    private static IEnumerable<(string Path, object Value)> Variants(object record, string path)
    {
        var properties = CanonicalForm.PropertiesOf(record.GetType());
        Assert.NotEmpty(properties);
        foreach (var property in properties)
        {
            var place = $"{path}.{property.Name}";
            foreach (var (inner, changed) in Changes(property.GetValue(record), property.PropertyType, place)) yield return (inner, With(record, property, changed));
        }
    }

    private static IEnumerable<(string Path, object? Value)> Changes(object? value, Type type, string path) => value switch
    {
        null when type == typeof(DrawnAnswer) => [(path, new DrawnAnswer("p", [1]))],
        null => throw new InvalidOperationException($"{path}: give the sample request of this test a value other than null ({type})"),
        string text => [(path, text + "x")],
        bool truth => [(path, !truth)],
        int number => [(path, number + 1)],
        ulong number => [(path, number + 1)],
        double number => [(path, number + 0.25)],
        AnswerConstraintKind kind => [(path, kind == AnswerConstraintKind.Grammar ? AnswerConstraintKind.JsonSchema : AnswerConstraintKind.Grammar)],
        AnswerEndKind kind => [(path, kind == AnswerEndKind.Label ? AnswerEndKind.Match : AnswerEndKind.Label)],
        ChatRole role => [(path, role == ChatRole.System ? ChatRole.User : ChatRole.System)],
        IReadOnlyDictionary<int, double> map => [(path, new Dictionary<int, double>(map) { [9] = 9 }), (path + "[3]", new Dictionary<int, double>(map) { [3] = -2 })],
        IReadOnlyList<string> list => [(path, list.Append("new").ToArray()), (path + "[order]", list.Prepend("new").ToArray())],
        IReadOnlyList<int> list => [(path, list.Append(9).ToArray())],
        IReadOnlyList<double> list => [(path, list.Append(9).ToArray())],
        IReadOnlyList<ChatMessage> list => list.SelectMany((message, i) => Variants(message, $"{path}[{i}]").Select(v => (v.Path, (object?)Replaced(list, i, (ChatMessage)v.Value)))),
        IEnumerable => throw new InvalidOperationException($"{path}: teach this test how to change a {type}"),
        _ when value.GetType().Namespace!.StartsWith("PromptOpt", StringComparison.Ordinal) && !value.GetType().IsEnum => Variants(value, path).Select(v => (v.Path, (object?)v.Value)),
        _ => throw new InvalidOperationException($"{path}: teach this test how to change a {type}"),
    };

    private static ChatMessage[] Replaced(IReadOnlyList<ChatMessage> list, int index, ChatMessage message)
    {
        ChatMessage[] copy = [.. list];
        copy[index] = message;
        return copy;
    }

    private static object With(object record, PropertyInfo property, object? value)
    {
        var copy = record.GetType().GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance)!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }
}
