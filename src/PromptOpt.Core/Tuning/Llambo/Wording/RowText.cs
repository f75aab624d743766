using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Wording;

/// <summary>
/// Configurations of a space as text for a model, always with the parameters in the space's order: a JSON object on one line where the model shall write some
/// itself, words where it shall judge one.
/// </summary>
public sealed class RowText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SearchSpace _space;
    private readonly Dictionary<string, string> _labels;
    private readonly Dictionary<string, NumberFormat> _formats;

    /// <summary>Prepares the texts of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="isAnonymous">Whether parameters are called x1, x2 and so on.</param>
    public RowText(SearchSpace space, bool isAnonymous = false)
    {
        _space = space;
        _formats = space.Parameters.Where(p => p.IsNumeric).ToDictionary(p => p.Name, p => new NumberFormat(p));
        _labels = space.Parameters.Select((p, i) => (p.Name, Label: isAnonymous ? string.Create(CultureInfo.InvariantCulture, $"x{i + 1}") : p.Name)).ToDictionary(
            pair => pair.Name, pair => _formats.TryGetValue(pair.Name, out var format) && format.IsLogarithm ? "log10 of " + pair.Label : pair.Label);
    }

    /// <summary>What a parameter is called.</summary>
    public string Label(Parameter parameter) => _labels[parameter.Name];

    /// <summary>The format of a parameter with bounds.</summary>
    public NumberFormat Format(Parameter parameter) => _formats[parameter.Name];

    /// <summary>A configuration in words, such as <c>depth is 3, kernel is rbf</c>.</summary>
    public string Words(Configuration configuration) => string.Join(", ", Counting(configuration).Select(pair => $"{Label(pair.Key)} is {Word(pair.Key, pair.Value)}"));

    /// <summary>A configuration as JSON on one line, such as <c>{"depth": 3, "kernel": "rbf"}</c>.</summary>
    public string Json(Configuration configuration) => "{" + string.Join(", ", Counting(configuration).Select(pair => $"{Key(pair.Key)}: {JsonValue(pair.Key, pair.Value)}")) + "}";

    /// <summary>The parameters with their ranges, one a line.</summary>
    public string Ranges() => string.Join('\n', _space.Parameters.Select(p => $"- {Label(p)}: {Range(p)}{Condition(p)}"));

    /// <summary>A parameter's name as a JSON string.</summary>
    internal string Key(Parameter parameter) => JsonSerializer.Serialize(Label(parameter), Relaxed);

    /// <summary>A value as JSON.</summary>
    internal string JsonValue(Parameter parameter, ParameterValue value) =>
        parameter.IsNumeric || value.IsNumber || parameter.Kind == ParameterKind.Boolean ? Word(parameter, value) : JsonSerializer.Serialize(value.ToString(), Relaxed);

    private IEnumerable<KeyValuePair<Parameter, ParameterValue>> Counting(Configuration configuration) =>
        _space.Parameters.Where(p => configuration.Find(p.Name) is not null).Select(p => KeyValuePair.Create(p, configuration[p.Name]));

    private string Word(Parameter parameter, ParameterValue value) => parameter.IsNumeric ? Format(parameter).Write(value.Number) : value.ToString();

    private string Range(Parameter parameter)
    {
        if (!parameter.IsNumeric) return (parameter.Kind == ParameterKind.Ordinal ? "one of these, in order: " : "one of ") + string.Join(", ", parameter.Choices);
        var format = Format(parameter);
        string bounds = $"{format.Write(parameter.Low)} to {format.Write(parameter.High)}";
        if (parameter.Kind == ParameterKind.Whole) return $"a whole number, {bounds}";
        return string.Create(CultureInfo.InvariantCulture, $"a number with {format.Decimals} decimals, {bounds}");
    }

    private string Condition(Parameter parameter) => parameter.Condition is not { } condition ? ""
        : $"; only where {Label(_space.Parameters.First(p => p.Name == condition.Parent))} is {string.Join(" or ", condition.Values)}";
}
