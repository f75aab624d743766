using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>A chat that only grows: the engine computes each of its tokens once.</summary>
internal sealed class AppendOnlyChat : EpisodeChat
{
    private readonly int _limit;
    private IReadOnlyList<ChatMessage> _messages;
    private int _step = 1;

    public AppendOnlyChat(EpisodeTemplates templates, EpisodeStart start)
        : base(templates)
    {
        _limit = start.StepLimit;
        _messages = [new(ChatRole.System, templates.System(start)), new(ChatRole.User, templates.User(start.Observation, "", 1, start.StepLimit))];
    }

    protected override IReadOnlyList<ChatMessage> Messages() => _messages;

    protected override void Continue(ChatPrompt prompt, Generation generation, StepResult result) => _messages =
    [
        .. prompt.Messages,
        ChatMessage.Answer(prompt, generation),
        new(ChatRole.User, Templates.User(result.Observation, result.Feedback, ++_step, _limit)),
    ];
}
