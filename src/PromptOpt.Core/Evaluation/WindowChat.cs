using PromptOpt.Environments;
using PromptOpt.LanguageModels;

namespace PromptOpt.Evaluation;

/// <summary>
/// PROMST's published window (its prompt functions of the eight worlds): every step is one user message with the instruction, as much of the history as fits
/// into 3,000 tokens, newest first but printed oldest first, and the state. Tokens are those of the model at hand, where the original counted GPT-4's.
/// </summary>
internal sealed class WindowChat(EpisodeTemplates templates, EpisodeStart start, ILanguageModel model) : EpisodeChat(templates)
{
    private const int MostTokens = 3000;
    private readonly List<(string State, string Action, string Feedback)> _history = [];
    private string _observation = start.Observation;
    private string _state = start.HistoryState ?? start.Observation;

    protected override IReadOnlyList<ChatMessage> Messages()
    {
        string instruction = Templates.System(start), now = Templates.User(_observation, "", _history.Count + 1, start.StepLimit);
        int left = MostTokens - model.CountTokens(instruction) - model.CountTokens(now);
        var shown = new List<string>();
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            string item = FormattableString.Invariant($"State {i + 1}: {_history[i].State}\nAction {i + 1}: {_history[i].Action}\nFeedback {i + 1}: {_history[i].Feedback}\n");
            left -= model.CountTokens(item);
            if (left <= 0) break;
            shown.Insert(0, item);
        }

        string history = shown.Count == 0 ? "" : "History:\n" + string.Join('\n', shown) + "\n";
        return [new(ChatRole.System, "You are a helpful assistant."), new(ChatRole.User, $"{instruction}\n\n{history}Current state:\n{now}\n\nNow plan the next step:")];
    }

    protected override void Continue(ChatPrompt prompt, Generation generation, StepResult result)
    {
        _history.Add((_state, prompt.AnswerPrefix + generation.Text, result.Feedback));
        (_observation, _state) = (result.Observation, result.HistoryState ?? result.Observation);
    }
}
