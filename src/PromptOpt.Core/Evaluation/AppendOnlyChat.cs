using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>A chat that only grows: the engine computes each of its tokens once.</summary>
internal sealed class AppendOnlyChat : EpisodeChat
{
    private readonly EpisodeTemplates _templates;
    private readonly int _limit;
    private readonly List<ChatMessage> _messages;
    private int _step = 1;

    public AppendOnlyChat(EpisodeTemplates templates, EpisodeStart start)
    {
        (_templates, _limit) = (templates, start.StepLimit);
        _messages = [.. CandidateRenderer.SystemMessage(templates.System(start)), new(ChatRole.User, templates.User(start.Observation, "", 1, start.StepLimit))];
    }

    public override ChatPrompt Next() => new() { Messages = [.. _messages], AnswerPrefix = _templates.Candidate.AnswerPrefix };

    public override void Add(ChatPrompt prompt, Generation generation, StepResult result)
    {
        _messages.Add(ChatMessage.Answer(prompt, generation));
        _messages.Add(new(ChatRole.User, _templates.User(result.Observation, result.Feedback, ++_step, _limit)));
    }
}
