using System.Globalization;
using System.Text;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Feedback;

/// <summary>Rule files drawn from the grammar, the same with mistakes, and rollouts to try them on.</summary>
internal sealed class RandomRules(int seed)
{
    private const string Signs = "rules:[]{}-&*!|>'\"%@`#,? \n\t0a";
    private static readonly string[] Texts = ["box", "move left", "a", "refund", "no answer", "ü☃", "'", "x: y", "{{input}}", "#1", "- - -", "true", "12"];
    private static readonly string[] Patterns = ["^move", "b[ox]+$", @"(\w+) \1", "(?i)REFUND", "(?=m)move", "(a|b)*c", @"\d{2,}", ".", "[^a-z]"];
    private static readonly string[] Fields = ["input", "target", "answer", "output", "expected", "score", "reply_tokens"];
    private static readonly string[] EpisodeFields = [.. Fields, "reply", "error", "observation", "action", "alternative", "step", "steps", "end", "violations", "progress", "bound", "feedback"];
    private static readonly string[] Ends = ["stuck", "step-limit", "context", "over"];
    private static readonly string[] Typos = ["rules", "when", "message", "any", "not", "count", "regex", "{", "}", "[", "]", ":", "\"", "\t", "\n", "-", "&a", "*a", "? ", "!!int ", "\0", "%", "|", ">"];

    private readonly SeededRandom _random = new((ulong)(uint)seed);

    /// <summary>Whether the rules are about episodes.</summary>
    public bool HasEpisodes { get; } = seed % 2 == 0;

    /// <summary>A file without mistakes.</summary>
    public string Valid()
    {
        var text = new StringBuilder("rules:\n");
        int rules = 1 + _random.Next(4);
        for (int i = 0; i < rules; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - name: {Quoted($"rule {i} {One(Texts)}")}\n");
            bool hasWhen = _random.Next(5) > 0;
            if (hasWhen) text.Append(CultureInfo.InvariantCulture, $"    when: {Condition(3)}\n");
            bool isPreference = _random.Next(3) == 0;
            if (isPreference) text.Append(CultureInfo.InvariantCulture, $"    {One("penalty", "bonus")}: {Preference(hasWhen)}\n");
            if (isPreference && _random.Next(2) == 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"    message: {Quoted(One(Texts) + " {{" + One(HasEpisodes ? EpisodeFields : Fields) + "}}")}\n");
            if (_random.Next(2) == 0) text.Append(CultureInfo.InvariantCulture, $"    severity: {One("low", "medium", "high")}\n    limit: {1 + _random.Next(9)}\n");
        }

        return text.ToString();
    }

    /// <summary>A file with one to three mistakes of hand or disk.</summary>
    public string Mutated()
    {
        var text = Valid();
        for (int i = 1 + _random.Next(3); i > 0; i--)
        {
            int at = _random.Next(text.Length), length = _random.Next(Math.Min(4, text.Length - at) + 1);
            text = _random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, One(Typos)),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text[..at] + (char)_random.Next(0x300) + text[Math.Min(text.Length, at + 1)..],
                _ => text[..Math.Max(1, at)],
            };
            if (text.Length == 0) return " ";
        }

        return text;
    }

    /// <summary>Bytes of any kind, some of them after a beginning that is right.</summary>
    public byte[] Noise()
    {
        var noise = new byte[_random.Next(200)];
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)(_random.Next(2) == 0 ? _random.Next(256) : Signs[_random.Next(Signs.Length)]);
        return _random.Next(2) == 0 ? noise : [.. Encoding.UTF8.GetBytes(Valid()), .. noise];
    }

    /// <summary>A rollout of the kind that the rules are about, or now and then of the other.</summary>
    public Rollout Rollout() => HasEpisodes == _random.Next(8) > 0
        ? Sample.Episode(One([.. Ends, "success", "format", "collision"]), [.. Enumerable.Range(0, _random.Next(12)).Select(_ => Step())]) with { OutputTokens = _random.Next(500) }
        : Sample.Row(One(null, "refund", "cancel", "other")) with { Output = One(Texts), Finish = One("stop", "length", "choice"), Score = _random.Next(5) / 4.0 };

    private StepRecord Step() => _random.Next(3) == 0
        ? Sample.Wrong(One(Texts), One("format", "collision", "wrong-box")) with { ErrorCount = _random.Next(4) }
        : Sample.Step(One(Texts), _random.Next(5));

    private string Condition(int depth)
    {
        if (depth > 0 && _random.Next(3) == 0)
        {
            return _random.Next(3) switch
            {
                0 => $"{{not: {Condition(depth - 1)}}}",
                1 => $"{{all: [{Condition(depth - 1)}, {Condition(depth - 1)}]}}",
                _ => $"{{any: [{Condition(depth - 1)}, {Condition(depth - 1)}], score: {Bounds()}}}",
            };
        }

        if (!HasEpisodes) return RowCondition();
        return _random.Next(9) switch
        {
            0 => $"{{error: {One([.. Ends, "format", "collision"])}}}",
            1 => $"{{end: {One([.. Ends, "success", "wrong-box"])}}}",
            2 => $"{{{One("steps", "violations", "progress", "reply_length")}: {Bounds()}}}",
            3 => $"{{repeats: {{{One("action", "reply")}: {2 + _random.Next(4)}}}}}",
            4 => $"{{count: {{of: {StepCondition(2)}, at_least: {_random.Next(4)}}}}}",
            5 => $"{{step: {StepCondition(2)}}}",
            6 => $"{{success: {One("true", "false")}, output: {Text()}}}",
            _ => StepText(),
        };
    }

    private string RowCondition() => _random.Next(5) switch
    {
        0 => $"{{error: {One("wrong-label", "no-answer", "too-long", "wrong-answer")}}}",
        1 => $"{{expected: {One(Sample.Labels)}}}",
        2 => $"{{{One("reply_tokens", "reply_length")}: {Bounds()}, answered: {One(Sample.Labels)}}}",
        3 => $"{{success: {One("true", "false")}}}",
        _ => $"{{{One("input", "target", "output", "answer")}: {Text()}}}",
    };

    private string StepCondition(int depth)
    {
        if (depth > 0 && _random.Next(4) == 0)
            return _random.Next(2) == 0 ? $"{{not: {StepCondition(depth - 1)}}}" : $"{{{One("all", "any")}: [{StepCondition(depth - 1)}, {StepCondition(depth - 1)}]}}";
        return _random.Next(3) == 0 ? $"{{error: {One("format", "collision")}, reply_length: {Bounds()}}}" : StepText();
    }

    private string StepText() => $"{{{One("reply", "observation", "action", "feedback")}: {Text()}}}";

    private string Text() => _random.Next(3) switch
    {
        0 => Quoted(One(Texts)),
        1 => $"{{regex: {Quoted(One(Patterns))}}}",
        _ => $"{{{One("contains", "equals", "starts_with")}: {Quoted(One(Texts))}}}",
    };

    private string Bounds()
    {
        double low = _random.Next(8) / 4.0;
        string least = low.ToString(CultureInfo.InvariantCulture), most = (low + 1).ToString(CultureInfo.InvariantCulture);
        return One(least, $"{{{One("at_least", "above")}: {least}}}", $"{{{One("at_least", "above")}: {least}, {One("at_most", "below")}: {most}}}", $"{{equals: {least}}}");
    }

    private string Preference(bool hasWhen)
    {
        string weight = One("0.1", "0", "3", "1e-3", "1000");
        string factor = HasEpisodes ? One("once", "steps", "violations", "reply-tokens", hasWhen ? "count" : "once") : One("once", "reply-tokens");
        return One(weight, $"{{weight: {weight}, per: {factor}}}", $"{{weight: {weight}, per: {factor}, form: {One("linear", "ratio")}}}");
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private T One<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
