using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>What is sent to the agent at each step of one episode.</summary>
internal abstract class EpisodeChat
{
    /// <summary>Begins the chat of an episode.</summary>
    public static EpisodeChat Begin(EpisodeChatKind kind, EpisodeTemplates templates, EpisodeStart start, ILanguageModel model) => kind switch
    {
        EpisodeChatKind.Window => new WindowChat(templates, start, model),
        EpisodeChatKind.LastStep => new LastStepChat(templates, start),
        _ => new AppendOnlyChat(templates, start),
    };

    /// <summary>The prompt of the next step.</summary>
    public abstract ChatPrompt Next();

    /// <summary>Takes over what came of it.</summary>
    /// <param name="prompt">What was sent.</param>
    /// <param name="generation">What was replied.</param>
    /// <param name="result">What the world made of it.</param>
    public abstract void Add(ChatPrompt prompt, Generation generation, StepResult result);
}
