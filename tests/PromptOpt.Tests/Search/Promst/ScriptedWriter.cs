using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>
/// Summariser and writer for tests. They see nothing but the text of their request: the summariser returns the sentence that its cases have in common, the writer
/// adds at most one sentence of the summaries to the prompt it was given, and spoils a share of its replies.
/// </summary>
internal static partial class ScriptedWriter
{
    private const double Spoiled = 0.3;

    /// <summary>The sentence that most cases share; the last one among equals.</summary>
    public static string Summarize(GenerateRequest request)
    {
        string cases = Between(request.Prompt.Messages[^1].Text, "Cases:\n", "\n\nIn at most two sentences");
        return cases.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal))
            .SelectMany(line => Sentences(line[2..]).Distinct())
            .GroupBy(sentence => sentence).OrderBy(group => group.Count())
            .Select(group => group.Key).LastOrDefault() ?? "Nothing.";
    }

    /// <summary>The prompt with one more sentence, or something worse.</summary>
    public static string Write(GenerateRequest request)
    {
        string text = request.Prompt.Messages[^1].Text;
        string prompt = Between(text, "The instructions to improve:\n", "\n\nWhat went wrong with them:");
        var random = new SeededRandom(request.Seed);
        var known = Sentences(prompt).ToHashSet();
        var sentences = Between(text, "What went wrong with them:\n", "\n\nWhat went well:").Split('\n')
            .SelectMany(line => Sentences(Label().Replace(line, ""))).Where(sentence => !known.Contains(sentence)).ToArray();
        if (random.NextDouble() < Spoiled) return random.Next(2) == 0 ? "Do your very best, and think about it before you answer." : prompt[..(prompt.Length / 2)];
        return sentences.Length == 0 ? prompt : prompt + "\n" + sentences[random.Next(sentences.Length)];
    }

    /// <summary>A writer that never helps: other words without a meaning.</summary>
    public static string WriteUselessly(GenerateRequest request) =>
        $"Consider the matter with care, in manner number {request.Seed % 100_000}, and be as good as you can.";

    /// <summary>The sentences of a text.</summary>
    public static IEnumerable<string> Sentences(string text) => Sentence().Matches(text).Select(match => match.Value.Trim());

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length, end = text.IndexOf(to, start, StringComparison.Ordinal);
        return text[start..end];
    }

    [GeneratedRegex(@"[^.!?\n][^\n]*?[.!?](?=\s|$)", RegexOptions.None)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^[^:]{1,60} \(\d+ of \d+\): ")]
    private static partial Regex Label();
}
