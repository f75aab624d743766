using System.Globalization;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>What a reasoning loop says to the model. The words come from <c>prompts/</c>.</summary>
/// <param name="fill">Fills in one of the texts: its name, and a value for each of its placeholders.</param>
public sealed class ReasoningTexts(Func<string, IReadOnlyDictionary<string, string>, string> fill)
{
    /// <summary>Names of the texts with their placeholders.</summary>
    internal static IReadOnlyDictionary<string, string[]> Placeholders { get; } = new Dictionary<string, string[]>
    {
        ["think-plan"] = ["left"],
        ["think-step"] = ["step", "steps", "mark"],
        ["think-answer"] = ["mark"],
        ["act-plan"] = ["left"],
        ["act-go"] = [],
    };

    /// <summary>Asks for a plan before a step of thought.</summary>
    /// <param name="left">Steps that are left.</param>
    public string ThinkPlan(int left) => fill("think-plan", new Dictionary<string, string> { ["left"] = Number(left) });

    /// <summary>Asks for one step of thought.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="steps">Most steps.</param>
    /// <param name="mark">What the line of the answer begins with.</param>
    public string ThinkStep(int step, int steps, string mark) =>
        fill("think-step", new Dictionary<string, string> { ["step"] = Number(step), ["steps"] = Number(steps), ["mark"] = mark });

    /// <summary>Asks for the answer at once.</summary>
    /// <param name="mark">What the line of the answer begins with.</param>
    public string ThinkAnswer(string mark) => fill("think-answer", new Dictionary<string, string> { ["mark"] = mark });

    /// <summary>Asks for a plan before an action of an episode.</summary>
    /// <param name="left">Steps that are left.</param>
    public string ActPlan(int left) => fill("act-plan", new Dictionary<string, string> { ["left"] = Number(left) });

    /// <summary>Asks for the action after a plan.</summary>
    public string ActGo => fill("act-go", new Dictionary<string, string>());

    /// <summary>Messages that end with a text of the user's: behind the last message if that is the user's, else as a message of its own.</summary>
    internal static IReadOnlyList<ChatMessage> Saying(IReadOnlyList<ChatMessage> messages, string text) => messages[^1].Role == ChatRole.User
        ? [.. messages.SkipLast(1), new(ChatRole.User, messages[^1].Text + "\n\n" + text)]
        : [.. messages, new(ChatRole.User, text)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
