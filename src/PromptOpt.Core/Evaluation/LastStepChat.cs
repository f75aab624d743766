using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>A chat without a past: the instruction and what was observed last, with what the world said about the last reply.</summary>
internal sealed class LastStepChat(EpisodeTemplates templates, EpisodeStart start) : EpisodeChat(templates)
{
    private string _now = templates.User(start.Observation, "", 1, start.StepLimit);
    private int _step = 1;

    protected override IReadOnlyList<ChatMessage> Messages() => [new(ChatRole.System, Templates.System(start)), new(ChatRole.User, _now)];

    protected override void Continue(ChatPrompt prompt, Generation generation, StepResult result) =>
        _now = Templates.User(result.Observation, result.Feedback, ++_step, start.StepLimit);
}
