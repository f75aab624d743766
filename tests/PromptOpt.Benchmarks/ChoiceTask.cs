using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks;

/// <summary>The prompts of a label task as a search makes them: the labels named in the instruction, some examples of each, one row each.</summary>
internal sealed class ChoiceTask
{
    private ChoiceTask(IReadOnlyList<string> labels, ChatPrompt[] prompts, ChatPrompt[] between)
    {
        Labels = labels;
        Prompts = prompts;
        Between = between;
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The rows that are measured.</summary>
    public ChatPrompt[] Prompts { get; }

    /// <summary>Other rows with the same instruction, to put into all sequences before a turn.</summary>
    public ChatPrompt[] Between { get; }

    /// <summary>Reads a task.</summary>
    /// <exception cref="BadInputException">It has too few rows or no labels.</exception>
    public static ChoiceTask Read(BenchmarkOptions options, ILanguageModel model, int sequences)
    {
        var task = TaskFile.Load(options.TaskFolder);
        var data = TaskDataReader.Read(task);
        var seed = SeedCandidates.From(task, data, model);
        var candidate = seed with
        {
            Mode = AnswerMode.Choice,
            Instruction = LabelListOperator.WithList(seed, data.Labels),
            Examples = ExampleDraw.PerLabel(data.Train, data.Labels, options.Examples, new SeededRandom(1)),
        };
        var evaluation = new CandidateEvaluation(task, data, model, candidate);
        var prompts = data.Train.Except(candidate.Examples).Concat(data.Validation).Concat(data.Test).Select(evaluation.Render).ToArray();
        return prompts.Length >= options.Rows + sequences
            ? new ChoiceTask(data.Labels, prompts[sequences..(sequences + options.Rows)], prompts[..sequences])
            : throw new BadInputException($"{options.TaskFolder} has {prompts.Length} rows besides the examples; {options.Rows} + {sequences} are needed. Lower --rows.");
    }
}
