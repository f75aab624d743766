using PromptOpt.LanguageModels;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>Makes prompts of given lengths from the messages of a task, so that the model reads real text. No passage comes twice before all words were used.</summary>
/// <param name="model">Counts tokens.</param>
/// <param name="messages">The texts; some.</param>
internal sealed class BenchTexts(ILanguageModel model, IReadOnlyList<string> messages)
{
    private readonly string[] _words = [.. messages.SelectMany(message => message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
    private int _next;

    /// <summary>A chat of a user's message alone.</summary>
    /// <param name="tokens">Length of the prompt.</param>
    public ChatPrompt Prompt(int tokens) => Prompt("", tokens);

    /// <summary>A chat with a given system message.</summary>
    /// <param name="system">The system message.</param>
    /// <param name="tokens">Length of the whole prompt.</param>
    public ChatPrompt Prompt(string system, int tokens) => Chat(system, Passage(text => model.CountTokens(Chat(system, text)), tokens));

    /// <summary>A system message.</summary>
    /// <param name="tokens">Length of a prompt that holds nothing else.</param>
    public string System(int tokens) => Passage(text => model.CountTokens(Chat(text, "")), tokens);

    private static ChatPrompt Chat(string system, string user) =>
        new() { Messages = [new ChatMessage(ChatRole.System, system), new ChatMessage(ChatRole.User, user)] };

    // The fewest words that reach the length; at least one.
    private string Passage(Func<string, int> count, int tokens)
    {
        var (low, high) = (1, Math.Max(1, tokens)); // a word has at least one token
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (count(Join(middle)) >= tokens) high = middle;
            else low = middle + 1;
        }

        var text = Join(low);
        _next = (_next + low) % _words.Length;
        return text;
    }

    private string Join(int words) => string.Join(' ', Enumerable.Range(_next, words).Select(i => _words[i % _words.Length]));
}
