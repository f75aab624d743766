using System.Text;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>Turns a candidate and a row into the chat that is sent. Everything but the last user message is the same for all rows
/// (unless the instruction names a column or each row has examples of its own), which is what lets the engine compute it once.</summary>
public sealed class CandidateRenderer
{
    private readonly Candidate _candidate;
    private readonly PromptTemplate _instruction;
    private readonly PromptTemplate _user;
    private readonly List<ChatMessage> _turns = [];
    private readonly string _inline = "";

    /// <summary>Parses the candidate's templates.</summary>
    /// <param name="candidate">What to render.</param>
    /// <param name="fields">Columns that templates may name.</param>
    /// <exception cref="BadInputException">A template names an unknown column or has unbalanced markers.</exception>
    public CandidateRenderer(Candidate candidate, IReadOnlyCollection<string> fields)
    {
        _candidate = candidate;
        _instruction = PromptTemplate.Parse(candidate.Instruction, fields, "instruction");
        _user = PromptTemplate.Parse(candidate.User, fields, "user template");
        if (candidate.Layout == ExampleLayout.Inline) _inline = InlineExamples(candidate.Examples);
        else _turns.AddRange(Turns(candidate.Examples));
    }

    /// <summary>The chat for one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="nearest">Its own examples, which stand behind the fixed ones.</param>
    public ChatPrompt Render(Example row, params IReadOnlyList<Example> nearest)
    {
        bool inline = _candidate.Layout == ExampleLayout.Inline;
        string instruction = _instruction.Render(row), system = instruction + _inline + (inline ? InlineExamples(nearest) : "");
        return new()
        {
            Messages =
            [
                .. SystemMessage(instruction.Length == 0 ? system.TrimStart('\n') : system),
                .. _turns,
                .. inline ? [] : Turns(nearest),
                new(ChatRole.User, _user.Render(row)),
            ],
            AnswerPrefix = _candidate.AnswerPrefix,
        };
    }

    /// <summary>What the model is shown, or asked to say, for a target.</summary>
    public static string WordFor(Candidate candidate, string target) => candidate.LabelWords.GetValueOrDefault(target, target);

    /// <summary>The system message of a text; none for an empty one, which models take for a message of its own kind.</summary>
    internal static IEnumerable<ChatMessage> SystemMessage(string text) => text.Length == 0 ? [] : [new(ChatRole.System, text)];

    private string InlineExamples(IReadOnlyList<Example> examples)
    {
        var text = new StringBuilder();
        foreach (var example in examples)
            text.Append("\n\n").Append(_user.Render(example)).Append(" => ").Append(WordFor(_candidate, example.Target));
        return text.ToString();
    }

    private IEnumerable<ChatMessage> Turns(IReadOnlyList<Example> examples)
    {
        foreach (var example in examples)
        {
            yield return new(ChatRole.User, _user.Render(example));
            yield return new(ChatRole.Assistant, _candidate.AnswerPrefix + WordFor(_candidate, example.Target));
        }
    }
}
