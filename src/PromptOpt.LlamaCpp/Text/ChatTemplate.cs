using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp.Text;

/// <summary>
/// Lays out a chat. The template is applied to placeholders, once for each order of roles, and cut at them, so that what people or
/// datasets write never passes through it and cannot be mistaken for its markers.
/// </summary>
internal sealed unsafe class ChatTemplate
{
    private readonly byte[] template;
    private readonly string origin;
    private readonly ConcurrentDictionary<string, string[]> scaffolds = new(StringComparer.Ordinal);

    /// <param name="template">The template's text, or the name of one that llama.cpp has built in.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UnknownChatTemplateException">llama.cpp does not recognise it.</exception>
    public ChatTemplate(string template, string origin)
    {
        this.template = Terminated(template);
        this.origin = origin;
        Scaffold([ChatRole.System, ChatRole.User]);
    }

    /// <summary>The texts before, between and after the messages; one more than there are messages.</summary>
    public string[] Scaffold(IReadOnlyList<ChatRole> roles) =>
        scaffolds.GetOrAdd(string.Join(' ', roles), _ => Cut(Apply(roles), roles.Count));

    private static string Placeholder(int index) => $"\uE000{index}\uE001";

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static string RoleName(ChatRole role) => role switch
    {
        ChatRole.System => "system",
        ChatRole.User => "user",
        ChatRole.Assistant => "assistant",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    private string[] Cut(string rendered, int count)
    {
        var parts = new string[count + 1];
        var rest = rendered;
        for (var i = 0; i < count; i++)
        {
            var halves = rest.Split(Placeholder(i));
            if (halves.Length != 2)
                throw new UnknownChatTemplateException(
                    $"The chat template ({origin}) does not show message {i + 1} exactly once and in order. {Remedy}");
            (parts[i], rest) = (halves[0], halves[1]);
        }

        parts[count] = rest;
        return parts;
    }

    private string Apply(IReadOnlyList<ChatRole> roles)
    {
        var strings = roles.Select((role, i) => (Role: Terminated(RoleName(role)), Content: Terminated(Placeholder(i)))).ToArray();
        var pins = strings.SelectMany(pair => new[] { pair.Role, pair.Content })
            .Select(bytes => GCHandle.Alloc(bytes, GCHandleType.Pinned))
            .ToArray();
        try
        {
            var messages = new NativeChatMessage[roles.Count];
            for (var i = 0; i < messages.Length; i++)
            {
                messages[i].Role = (byte*)pins[2 * i].AddrOfPinnedObject();
                messages[i].Content = (byte*)pins[(2 * i) + 1].AddrOfPinnedObject();
            }

            return Apply(messages);
        }
        finally
        {
            foreach (var pin in pins) pin.Free();
        }
    }

    private string Apply(NativeChatMessage[] messages)
    {
        var buffer = new byte[4096];
        var length = Apply(messages, buffer);
        if (length > buffer.Length)
        {
            buffer = new byte[length];
            length = Apply(messages, buffer);
        }

        return length >= 0
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new UnknownChatTemplateException($"llama.cpp does not recognise the chat template ({origin}). {Remedy}");
    }

    private int Apply(NativeChatMessage[] messages, byte[] buffer)
    {
        fixed (byte* text = template)
        fixed (NativeChatMessage* first = messages)
        fixed (byte* output = buffer)
            return LlamaApi.ApplyChatTemplate(text, first, (nuint)messages.Length, addAssistant: 1, output, buffer.Length);
    }

    private static string Remedy =>
        "Name a known one with --chat-template, for example chatml, llama3, gemma or phi3, or give a file that holds a template.";
}
