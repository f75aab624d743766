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

    /// <summary>Takes what every evaluation needs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="episodes">The environment, for a task that has one; else null.</param>
    /// <param name="metric">The metric program, for a task that has one; else null.</param>
    public Evaluator(TaskSpec task, TaskData data, ILanguageModel model, EpisodeSetting? episodes = null, MetricProgram? metric = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Environment is null != episodes is null) throw new ArgumentException("A task with an environment needs it opened, and only such a task.", nameof(episodes));
        if (task.Metric.Program is null != metric is null) throw new ArgumentException("A task with a metric program needs it started, and only such a task.", nameof(metric));
        (Task, Data, Model, _episodes, _metric) = (task, data, model, episodes, metric);
    }

    /// <summary>The task.</summary>
    public TaskSpec Task { get; }

    /// <summary>Its rows.</summary>
    public TaskData Data { get; }

    /// <summary>The model that answers.</summary>
    public ILanguageModel Model { get; }

    /// <summary>The most requests that one row can take: 1, or the steps of an episode.</summary>
    public int MostCalls => _episodes?.MostSteps ?? 1;

    /// <summary>The evaluation of one candidate.</summary>
    /// <exception cref="BadInputException">The candidate cannot be run on this task.</exception>
    public ICandidateEvaluation For(Candidate candidate) => _episodes is null
        ? new CandidateEvaluation(Task, Data, Model, candidate, _metric)
        : new EpisodeEvaluation(_episodes, Model, candidate);
}
