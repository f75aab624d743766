using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads what answers are limited to: <c>grammar</c>, a file or the grammar itself, or <c>schema</c>, a file.</summary>
internal static class AnswerConstraintYaml
{
    private const string RuleSign = "::=";

    /// <summary>Reads and checks it; null if there is none or it is wrong, with a problem noted.</summary>
    /// <param name="map">The answer section.</param>
    /// <param name="path">Reads a key as the path of a file.</param>
    public static AnswerConstraint? Read(YamlMap map, Func<string, string?> path)
    {
        if (map.Has("grammar") && map.Has("schema")) map.Problem("schema", "give either 'grammar' or 'schema', not both");
        var inline = map.IsScalar("grammar") && map.Text("grammar") is { } text && text.Contains(RuleSign, StringComparison.Ordinal) ? text : null;
        var schema = FromFile(map, "schema", path("schema"), AnswerConstraintKind.JsonSchema);
        if (inline is null) return FromFile(map, "grammar", path("grammar"), AnswerConstraintKind.Grammar) ?? schema;
        return Checked(map, "grammar", new AnswerConstraint(AnswerConstraintKind.Grammar, inline), "grammar");
    }

    private static AnswerConstraint? FromFile(YamlMap map, string key, string? path, AnswerConstraintKind kind) =>
        path is null || !File.Exists(path) ? null : Checked(map, key, new AnswerConstraint(kind, Utf8Text.Read(path).ReplaceLineEndings("\n")), path);

    private static AnswerConstraint? Checked(YamlMap map, string key, AnswerConstraint constraint, string source)
    {
        try
        {
            Grammar.For(constraint, source);
            return constraint;
        }
        catch (BadInputException error)
        {
            foreach (var problem in error.Message.Split('\n')) map.Problem(key, problem);
            return null;
        }
    }
}
