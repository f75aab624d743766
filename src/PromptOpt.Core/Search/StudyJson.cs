using System.Text.Json;
using System.Text.Json.Serialization;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Reads and writes what a <see cref="Study"/> holds as JSON, the same way everywhere.</summary>
public static class StudyJson
{
    private static readonly JsonSerializerOptions Settings = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>Text for <see cref="Study.Options"/>.</summary>
    public static string Write(SessionOptions options) => JsonSerializer.Serialize(options, Settings);

    /// <summary>Text for <see cref="Study.Outcome"/>.</summary>
    public static string Write(StudyOutcome outcome) => JsonSerializer.Serialize(outcome, Settings);

    /// <summary>The options of a study.</summary>
    /// <exception cref="PromptOptException">The stored text is damaged.</exception>
    public static SessionOptions ReadOptions(Study study) => Read<SessionOptions>(study.Options, study.Name, "options");

    /// <summary>The outcome of a study; null while it is not finished.</summary>
    /// <exception cref="PromptOptException">The stored text is damaged.</exception>
    public static StudyOutcome? ReadOutcome(Study study) =>
        study.Outcome is null ? null : Read<StudyOutcome>(study.Outcome, study.Name, "outcome");

    private static T Read<T>(string json, string study, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Settings) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new PromptOptException($"the stored {what} of study {study} cannot be read: {e.Message} It was written by another version, or damaged.", e);
        }
    }
}
