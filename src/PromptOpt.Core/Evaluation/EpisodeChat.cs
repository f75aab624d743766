using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>What is sent to the agent at each step of one episode.</summary>
internal abstract class EpisodeChat(EpisodeTemplates templates)
{
    private IReadOnlyList<ChatMessage>? _planned;

    /// <summary>The agent's texts.</summary>
    protected EpisodeTemplates Templates { get; } = templates;

    /// <summary>Begins the chat of an episode.</summary>
    public static EpisodeChat Begin(EpisodeChatKind kind, EpisodeTemplates templates, EpisodeStart start, ILanguageModel model) => kind switch
    {
        EpisodeChatKind.Window => new WindowChat(templates, start, model),
        EpisodeChatKind.LastStep => new LastStepChat(templates, start),
        _ => new AppendOnlyChat(templates, start),
    };

    /// <summary>The prompt of the next step.</summary>
    public ChatPrompt Next() => new() { Messages = _planned ?? Messages(), AnswerPrefix = Templates.Candidate.AnswerPrefix };

    /// <summary>The prompt that asks for a plan before the next step.</summary>
    /// <param name="request">What to say at the end of what the agent sees.</param>
    public ChatPrompt NextPlan(string request) => new() { Messages = ReasoningTexts.Saying(Messages(), request) };

    /// <summary>Takes a plan into the chat. A chat that keeps no history has it for the next step alone.</summary>
    /// <param name="prompt">What was sent.</param>
    /// <param name="plan">What was replied.</param>
    /// <param name="request">What to say then.</param>
    public void AddPlan(ChatPrompt prompt, Generation plan, string request) =>
        _planned = [.. prompt.Messages, ChatMessage.Answer(prompt, plan), new(ChatRole.User, request)];

    /// <summary>Takes over what came of a step.</summary>
    /// <param name="prompt">What was sent.</param>
    /// <param name="generation">What was replied.</param>
    /// <param name="result">What the world made of it.</param>
    public void Add(ChatPrompt prompt, Generation generation, StepResult result)
    {
        _planned = null;
        Continue(prompt, generation, result);
    }

    /// <summary>The messages of the next step where no plan comes before it.</summary>
    protected abstract IReadOnlyList<ChatMessage> Messages();

    /// <summary>As <see cref="Add"/>.</summary>
    protected abstract void Continue(ChatPrompt prompt, Generation generation, StepResult result);
}
