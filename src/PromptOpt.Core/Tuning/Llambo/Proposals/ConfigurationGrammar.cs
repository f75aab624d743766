using System.Globalization;
using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>
/// The configurations of a space as a grammar over their JSON text: keys in the space's order, lists as tries, numbers digit by digit between their bounds, and
/// parameters that depend on another one just where they count. In a small space those that were tried are left out; elsewhere, and for constraints over several
/// parameters, the reader checks what was written.
/// </summary>
internal sealed class ConfigurationGrammar
{
    private const int MostListed = 512;
    private const int MostValues = 256;

    private readonly SearchSpace _space;
    private readonly RowText _rows;
    private readonly StringBuilder _rules = new();
    private readonly Dictionary<string, string> _names = [];

    private ConfigurationGrammar(SearchSpace space, RowText rows) => (_space, _rows) = (space, rows);

    /// <summary>The constraint for an answer.</summary>
    /// <param name="space">The space.</param>
    /// <param name="rows">Its texts.</param>
    /// <param name="tried">Texts of configurations that are not wanted.</param>
    /// <param name="count">Configurations of one answer, one a line, at least 1.</param>
    /// <returns>Null where every configuration was tried.</returns>
    public static AnswerConstraint? For(SearchSpace space, RowText rows, IReadOnlySet<string> tried, int count = 1)
    {
        var grammar = new ConfigurationGrammar(space, rows);
        string more = count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (\"\\n\" one){{{count - 1}}}") : "";
        if (SpaceList.All(space, MostListed) is not { } all)
        {
            string first = grammar.Rule(0, []);
            return new(AnswerConstraintKind.Grammar, $"root ::= one{more}\none ::= \"{{\" {first}\n{grammar._rules}");
        }

        var left = all.Select(rows.Json).Where(text => !tried.Contains(text)).ToList();
        return left.Count == 0 ? null : new(AnswerConstraintKind.Grammar, $"root ::= one{more}\none ::= {GbnfTrie.Of(left)}\n");
    }

    /// <summary>The most bytes of one configuration's text.</summary>
    public static int Longest(SearchSpace space, RowText rows) => 2 + space.Parameters.Sum(p => 4 + Encoding.UTF8.GetByteCount(rows.Key(p)) + (p.IsNumeric
        ? Math.Max(rows.JsonValue(p, p.Low).Length, rows.JsonValue(p, p.High).Length)
        : p.Choices.Max(choice => Encoding.UTF8.GetByteCount(rows.JsonValue(p, choice)))));

    // What may stand from a parameter on; active are the later parameters that count by the values so far.
    private string Rule(int index, int[] active)
    {
        while (index < _space.Parameters.Count && _space.Parameters[index].Condition is not null && !active.Contains(index)) index++;
        if (index == _space.Parameters.Count) return "\"}\"";
        string key = string.Join('-', active.Where(later => later > index).Prepend(index));
        if (_names.TryGetValue(key, out var name)) return name;
        _names[key] = name = "p" + _names.Count.ToString(CultureInfo.InvariantCulture);
        var parameter = _space.Parameters[index];
        string lead = GbnfTrie.Literal((index > 0 ? ", " : "") + _rows.Key(parameter) + ": ");
        var ways = Ways(parameter).Select(way => $"{way.Values} {Rule(index + 1, [.. active, .. way.Counting])}").ToList();
        _rules.Append(CultureInfo.InvariantCulture, $"{name} ::= {lead} ({string.Join(" | ", ways)})\n");
        return name;
    }

    // Values that let the same later parameters count go on in the same way.
    private IEnumerable<(string Values, int[] Counting)> Ways(Parameter parameter)
    {
        int[] later = [.. Enumerable.Range(0, _space.Parameters.Count).Where(i => _space.Parameters[i].Condition?.Parent == parameter.Name)];
        if (parameter.Count is <= MostValues || !parameter.IsNumeric)
        {
            foreach (var group in parameter.All.GroupBy(value => string.Join('-', Counting(value)))) yield return (Trie(group), Counting(group.First()));
            yield break;
        }

        var listed = later.SelectMany(i => _space.Parameters[i].Condition!.Values).Distinct().ToList();
        foreach (var group in listed.GroupBy(value => string.Join('-', Counting(value)))) yield return (Trie(group), Counting(group.First()));
        var format = _rows.Format(parameter);
        yield return (NumberGrammar.Between(format.LowUnits, format.HighUnits, format.Decimals), []);

        string Trie(IEnumerable<ParameterValue> values) => GbnfTrie.Of(values.Select(value => _rows.JsonValue(parameter, value)));
        int[] Counting(ParameterValue value) => [.. later.Where(i => _space.Parameters[i].Condition!.Values.Contains(value))];
    }
}
