using PromptOpt.Candidates;
using PromptOpt.Environments.External;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Evaluates candidates of one task on one model: rows of a dataset, or episodes.</summary>
public sealed class Evaluator
{
    private readonly EpisodeSetting? _episodes;
    private readonly MetricProgram? _metric;
    private readonly Lazy<ReasoningTexts> _reasoning;

    /// <summary>Takes what every evaluation needs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="episodes">The environment, for a task that has one; else null.</param>
    /// <param name="metric">The metric program, for a task that has one; else null.</param>
    /// <param name="reasoning">Reads what reasoning loops say, when the first candidate with one is run; null where no candidate has one.</param>
    public Evaluator(
        TaskSpec task, TaskData data, ILanguageModel model, EpisodeSetting? episodes = null, MetricProgram? metric = null, Func<ReasoningTexts>? reasoning = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Environment is null != episodes is null) throw new ArgumentException("A task with an environment needs it opened, and only such a task.", nameof(episodes));
        if (task.Metric.Program is null != metric is null) throw new ArgumentException("A task with a metric program needs it started, and only such a task.", nameof(metric));
        (Task, Data, Model, _episodes, _metric) = (task, data, model, episodes, metric);
        _reasoning = new(reasoning ?? (() => throw new InvalidOperationException("A candidate with a reasoning loop needs what the loop says.")));
    }

    /// <summary>The task.</summary>
    public TaskSpec Task { get; }

    /// <summary>Its rows.</summary>
    public TaskData Data { get; }

    /// <summary>The model that answers.</summary>
    public ILanguageModel Model { get; }

    /// <summary>The same on another model.</summary>
    internal Evaluator On(ILanguageModel model) => new(Task, Data, model, _episodes, _metric, () => _reasoning.Value);

    /// <summary>The evaluation of one candidate.</summary>
    /// <exception cref="BadInputException">The candidate cannot be run on this task.</exception>
    public ICandidateEvaluation For(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var texts = candidate.Reasoning is null ? null : _reasoning.Value;
        return _episodes is null
            ? new CandidateEvaluation(Task, Data, Model, candidate, _metric, texts)
            : new EpisodeEvaluation(_episodes, Model, candidate, texts);
    }
}
