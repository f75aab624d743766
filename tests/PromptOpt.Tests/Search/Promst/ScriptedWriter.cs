using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>
/// Summariser and writer for tests, for PROMST and for the strategies it is compared with. They see nothing but the text of their request. A request for a summary or
/// a criticism is answered with the sentence that its cases have in common. A request for a prompt is answered with the prompt it holds and at most one sentence
/// from the rest of the request; a share of these replies is spoiled.
/// </summary>
internal static partial class ScriptedWriter
{
    private const double Spoiled = 0.3;

    /// <summary>The sentence that most cases share; the last one among equals.</summary>
    public static string Summarize(GenerateRequest request) => Shared(Between(request.Prompt.Messages[^1].Text, "Cases:\n", "\n\nIn at most two sentences"));

    /// <summary>The prompt with one more sentence, or something worse; or a criticism, where that is asked for.</summary>
    public static string Write(GenerateRequest request)
    {
        string text = request.Prompt.Messages[^1].Text;
        var random = new SeededRandom(request.Seed);
        if (text.Contains("In at most three sentences: what in these instructions", StringComparison.Ordinal)) // ProTeGi's first request
            return Shared(Between(text, "Cases that went wrong:\n", "\n\nIn at most three sentences"));
        if (text.Contains("What is wrong with the instructions:", StringComparison.Ordinal)) // its second
            return Extended(Between(text, "Its instructions:\n", "\n\nCases that went wrong:"), Between(text, "Cases that went wrong:\n", "\n\nRevise the instructions"), random);
        if (text.Contains("Rewrite them in clear, plain words.", StringComparison.Ordinal)) // APE, random paraphrase, and ProTeGi's other wordings
            return Extended(Between(text, "Instructions:\n", "\n\nRewrite them in clear"), Between(text, "The task they are for: ", "\n\nInstructions:"), random, inOtherWords: true);
        return Extended(Between(text, "The instructions to improve:\n", "\n\nWhat went wrong with them:"), Between(text, "What went wrong with them:\n", "\n\nWhat went well:"), random);
    }

    /// <summary>A writer that never helps: other words without a meaning.</summary>
    public static string WriteUselessly(GenerateRequest request) =>
        $"Consider the matter with care, in manner number {request.Seed % 100_000}, and be as good as you can.";

    /// <summary>The sentences of a text.</summary>
    public static IEnumerable<string> Sentences(string text) => Sentence().Matches(text).Select(match => match.Value.Trim());

    /// <summary>The prompt with at most one of the sentences that the request tells, or a spoiled one. "Other words" are the lines in another order: the agent
    /// looks for sentences wherever they stand.</summary>
    private static string Extended(string prompt, string told, SeededRandom random, bool inOtherWords = false)
    {
        var known = Sentences(prompt).ToHashSet();
        var sentences = told.Split('\n').SelectMany(line => Sentences(Label().Replace(line, "")).Concat(Answers(line))).Where(sentence => !known.Contains(sentence)).ToArray();
        if (random.NextDouble() < Spoiled) return random.Next(2) == 0 ? "Do your very best, and think about it before you answer." : prompt[..(prompt.Length / 2)];
        string kept = inOtherWords ? string.Join('\n', random.Shuffled(prompt.Split('\n'))) : prompt;
        return sentences.Length == 0 ? kept : kept + "\n" + sentences[random.Next(sentences.Length)];
    }

    /// <summary>What a failure that is told without rules says that the world answered, as a sentence.</summary>
    private static IEnumerable<string> Answers(string line) => WorldSaid().Matches(line).Select(match => match.Groups[1].Value.TrimEnd('.') + ".");

    private static string Shared(string cases) => cases.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal))
        .SelectMany(line => Sentences(line[2..]).Concat(Answers(line)).Distinct())
        .GroupBy(sentence => sentence).OrderBy(group => group.Count())
        .Select(group => group.Key).LastOrDefault() ?? "Nothing.";

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length, end = text.IndexOf(to, start, StringComparison.Ordinal);
        return text[start..end];
    }

    [GeneratedRegex(@"[^.!?\n][^\n]*?[.!?](?=\s|$)", RegexOptions.None)]
    private static partial Regex Sentence();

    [GeneratedRegex("; the world said: (.+)$")]
    private static partial Regex WorldSaid();

    [GeneratedRegex(@"^(?:- |[^:]{1,60} \(\d+ of \d+\): )")]
    private static partial Regex Label();
}
