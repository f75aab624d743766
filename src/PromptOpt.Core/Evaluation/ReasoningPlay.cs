using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>Thinks about one row in turns until there is an answer: the loop of a candidate with <see cref="Candidate.Reasoning"/>.</summary>
/// <param name="candidate">The candidate.</param>
/// <param name="texts">What the loop says.</param>
/// <param name="turns">Takes the turns.</param>
/// <param name="random">Randomness of the loop, forked for each turn.</param>
internal sealed class ReasoningPlay(Candidate candidate, ReasoningTexts texts, ModelTurns turns, SeededRandom random)
{
    private const string NoRoom = "context";

    private readonly ReasoningLoop _loop = candidate.Reasoning!;
    private readonly Planning _planning = new(candidate, turns, random);
    private readonly string _mark = MarkedAnswer.MarkOf(candidate)!;
    private readonly List<ThoughtRecord> _steps = [];
    private readonly List<double> _logProbabilities = [];

    /// <summary>Runs the loop.</summary>
    /// <param name="begin">The row's chat, ending with its question.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PromptTooLongException">Not even the first turn fits the context.</exception>
    public async Task<SampleRecord> RunAsync(ChatPrompt begin, CancellationToken cancellationToken)
    {
        var chat = begin.Messages;
        string finish = "stop";
        for (int step = 1; step <= _loop.Steps; step++)
        {
            string? plan = null;
            if (_planning.IsDue(step))
            {
                var request = new ChatPrompt { Messages = ReasoningTexts.Saying(chat, texts.ThinkPlan(_loop.Steps - step + 1)) };
                if (await _planning.AskAsync(request, step, cancellationToken) is not { } written) return Sample(NoRoom);
                (plan, chat) = (written.Text, [.. request.Messages, ChatMessage.Answer(request, written)]);
            }

            var prompt = Asking(chat, step);
            if (!turns.Fits(prompt, candidate.Decoding.MaxTokens)) return Sample(NoRoom);
            var reply = await turns.AskAsync(Request(prompt, step), cancellationToken);
            string text = prompt.AnswerPrefix + reply.Text;
            _steps.Add(new() { Plan = plan, Text = text });
            _logProbabilities.AddRange(reply.Tokens.Select(token => token.Chosen.LogProbability));
            chat = [.. prompt.Messages, ChatMessage.Answer(prompt, reply)];
            finish = reply.FinishReason == FinishReason.Length ? "length" : "stop";
            if (MarkedAnswer.IsIn(text, _mark)) break;
        }

        return Sample(finish);
    }

    /// <summary>The last step asks for the answer, which begins with the candidate's answer prefix; thoughts before it do not.</summary>
    private ChatPrompt Asking(IReadOnlyList<ChatMessage> chat, int step) => step == _loop.Steps
        ? new() { Messages = ReasoningTexts.Saying(chat, texts.ThinkAnswer(_mark)), AnswerPrefix = candidate.AnswerPrefix }
        : new() { Messages = ReasoningTexts.Saying(chat, texts.ThinkStep(step, _loop.Steps, _mark)) };

    private GenerateRequest Request(ChatPrompt prompt, int step) => new()
    {
        Prompt = prompt,
        Decoding = candidate.Decoding,
        Seed = random.Fork((ulong)step - 1).NextBits(),
        TopLogProbabilities = WrittenAnswers.LogProbabilitiesOf(candidate),
    };

    private SampleRecord Sample(string finish) => new()
    {
        Output = _steps.Count == 0 ? "" : _steps[^1].Text,
        Finish = finish,
        MeanLogProbability = _logProbabilities.Count == 0 ? null : _logProbabilities.Average(),
        Steps = _steps,
    };
}
