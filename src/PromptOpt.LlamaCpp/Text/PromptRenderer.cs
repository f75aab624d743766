using System.Collections.Concurrent;
using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.LlamaCpp.Text;

/// <summary>
/// Turns chats into tokens. Control tokens are taken from the chat template only; the text between two of them, template and message
/// together, is tokenised in one go, which gives the tokens the model was trained with. Safe for concurrent use.
/// </summary>
internal sealed class PromptRenderer
{
    private const int CachedFragments = 8192;
    private const int LongestCachedFragment = 8192;

    private readonly Vocabulary vocabulary;
    private readonly ChatTemplate template;
    private readonly (string Text, int Token)[] specials;
    private readonly ConcurrentDictionary<string, int[]> fragments = new(StringComparer.Ordinal);

    public PromptRenderer(Vocabulary vocabulary, ChatTemplate template)
    {
        this.vocabulary = vocabulary;
        this.template = template;
        specials = [.. vocabulary.SpecialTokens.OrderByDescending(special => special.Text.Length)];
        EndOfTurn = FindEndOfTurn();
    }

    /// <summary>
    /// The token that ends the assistant's turn: the control token that the template puts behind an assistant's message, or the end of text
    /// where it puts none. llama.cpp's own guess (<c>llama_vocab_eot</c>) is the first known name in the vocabulary, which need not be the template's.
    /// </summary>
    public int EndOfTurn { get; }

    /// <summary>The entries of a prompt (see <see cref="PromptToken"/>), and the text after its last control token, which a continuation joins.</summary>
    public (int[] Tokens, string Tail) Render(ChatPrompt prompt)
    {
        var tokens = new List<int>();
        if (vocabulary.BeginOfText is { } begin) tokens.Add(begin);
        var text = new StringBuilder();
        var scaffold = template.Scaffold([.. prompt.Messages.Select(message => message.Role)]);
        for (var i = 0; i < scaffold.Length; i++)
        {
            AppendScaffold(scaffold[i], text, tokens);
            if (i == prompt.Messages.Count) text.Append(prompt.AnswerPrefix);
            else if (prompt.Messages[i] is { Drawn: { } drawn } message) AppendDrawn(message.Text, drawn, text, tokens);
            else text.Append(prompt.Messages[i].Text);
        }

        var tail = text.ToString();
        tokens.AddRange(Fragment(tail));
        if (tokens.Count > 1 && tokens[0] == vocabulary.BeginOfText && tokens[1] == tokens[0]) tokens.RemoveAt(0);
        return ([.. tokens], tail);
    }

    /// <summary>
    /// The tokens that a continuation adds behind a text: those of both together minus those of the text, or, where the border vanishes
    /// inside a token, those of the continuation alone.
    /// </summary>
    public int[] Continue(string tail, string continuation)
    {
        var before = Fragment(tail);
        var joint = vocabulary.Tokenize(tail + continuation);
        return joint.Length > before.Length && joint.AsSpan().StartsWith(before) ? joint[before.Length..] : vocabulary.Tokenize(continuation);
    }

    /// <summary>Tokens of a plain text.</summary>
    public int[] Plain(string text)
    {
        var tokens = vocabulary.Tokenize(text);
        return vocabulary.BeginOfText is { } begin ? [begin, .. tokens] : tokens;
    }

    private int FindEndOfTurn()
    {
        string behind = template.Scaffold([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User])[3];
        for (var i = 0; i < behind.Length; i++)
        {
            if (SpecialAt(behind, i) is { } special) return vocabulary.EndsGeneration(special.Token) ? special.Token : vocabulary.EndOfText;
        }

        return vocabulary.EndOfText;
    }

    private void AppendScaffold(string scaffold, StringBuilder text, List<int> tokens)
    {
        for (var i = 0; i < scaffold.Length;)
        {
            if (SpecialAt(scaffold, i) is not { } special)
            {
                text.Append(scaffold[i++]);
                continue;
            }

            tokens.AddRange(Fragment(text.ToString()));
            text.Clear();
            tokens.Add(special.Token);
            i += special.Text.Length;
        }
    }

    // The same entries that the turn was written with; only what a stop string cut out of the middle of a token is text.
    private void AppendDrawn(string message, DrawnAnswer drawn, StringBuilder text, List<int> tokens)
    {
        if (drawn.Tokens.Any(token => (uint)token >= (uint)vocabulary.Size))
            throw new BadInputException("A message was drawn by another model: it holds tokens that this one does not have. Leave its Drawn out.");
        var start = drawn.Prefix + Encoding.UTF8.GetString([.. drawn.Tokens.SelectMany(token => vocabulary.Bytes(token).ToArray())]);
        if (!message.StartsWith(start, StringComparison.Ordinal))
            throw new BadInputException("A message was changed after a model drew it: its text does not begin with its drawn tokens. Leave its Drawn out.");
        tokens.AddRange(Fragment(text.Append(drawn.Prefix).ToString()));
        tokens.AddRange(drawn.Tokens.Select(PromptToken.Drawn));
        text.Clear().Append(message, start.Length, message.Length - start.Length);
    }

    private (string Text, int Token)? SpecialAt(string scaffold, int index)
    {
        foreach (var special in specials)
        {
            if (string.CompareOrdinal(scaffold, index, special.Text, 0, special.Text.Length) == 0) return special;
        }

        return null;
    }

    private int[] Fragment(string text)
    {
        if (text.Length > LongestCachedFragment) return vocabulary.Tokenize(text);
        if (fragments.TryGetValue(text, out var tokens)) return tokens;
        if (fragments.Count >= CachedFragments) fragments.Clear();
        return fragments[text] = vocabulary.Tokenize(text);
    }
}
