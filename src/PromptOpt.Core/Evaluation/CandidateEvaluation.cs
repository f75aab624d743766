using PromptOpt.Candidates;
using PromptOpt.Environments.External;
using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on rows of a dataset.</summary>
public sealed class CandidateEvaluation : ICandidateEvaluation
{
    /// <summary>What joining a text to its neighbours may add to its own tokens.</summary>
    private const int TokensOfJoining = 2;

    private static readonly CallUsage NothingYet = new() { PromptTokens = 0, OutputTokens = 0 };

    private readonly TaskSpec _task;
    private readonly TaskData _data;
    private readonly ILanguageModel _model;
    private readonly CandidateRenderer _renderer;
    private readonly ExampleLookup? _lookup;
    private readonly string[] _words;
    private readonly AnswerExtractor _extractor;
    private readonly string? _mark;
    private readonly WrittenAnswers _written;
    private readonly MetricProgram? _metric;
    private readonly Lazy<Dictionary<string, IReadOnlyDictionary<string, string>>> _fields;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="candidate">What to evaluate.</param>
    /// <param name="metric">The program that scores, in place of the task's comparison; else null.</param>
    /// <param name="reasoning">What the candidate's reasoning loop says; null if it has none.</param>
    /// <exception cref="BadInputException">A template is wrong, choice mode has no labels or two labels with one word, samples or reasoning
    /// cannot be had, or the task limits answers in a way that the model cannot obey or that the answer prefix contradicts.</exception>
    public CandidateEvaluation(
        TaskSpec task, TaskData data, ILanguageModel model, Candidate candidate, MetricProgram? metric = null, ReasoningTexts? reasoning = null)
    {
        (_task, _data, _model, Candidate, _metric) = (task, data, model, candidate, metric);
        _fields = new(() => data.Train.Concat(data.Validation).Concat(data.Test).DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Fields));
        _renderer = new CandidateRenderer(candidate, data.Fields);
        _lookup = ExampleLookup.Create(candidate, data, model);
        _words = data.Labels.Select(label => CandidateRenderer.WordFor(candidate, label)).ToArray();
        if (candidate.Mode == AnswerMode.Choice && _words.Length < 2)
            throw new BadInputException("Answer mode choice needs at least two labels; list them under answer.labels in task.yaml, or use mode free.");
        if (_words.Distinct(StringComparer.Ordinal).Count() < _words.Length)
            throw new BadInputException("Two labels stand for the same word; give each label a word of its own.");
        _extractor = AnswerExtractor.For(task, data.Labels, candidate.LabelWords);
        AnswerLoopCheck.Rows(candidate, model, task.Answer.Constraint is not null);
        if (candidate.Reasoning is not null) ArgumentNullException.ThrowIfNull(reasoning);
        _mark = MarkedAnswer.MarkOf(candidate);
        _written = new(model, candidate, reasoning, PlainRequest());
        if (candidate.Mode == AnswerMode.Free && task.Answer.Constraint is { } constraint) Check(constraint, model, candidate.AnswerPrefix);
    }

    /// <inheritdoc/>
    public Candidate Candidate { get; }

    /// <summary>The chat for a row. Where its examples are looked up by asking the model, the longest that it can be.</summary>
    public ChatPrompt Render(Example row) => _lookup switch
    {
        null => _renderer.Render(row),
        { AsksModel: true } => RenderLongest(row),
        _ => _renderer.Render(row, _lookup.For(row)),
    };

    /// <summary>The chat for a row with the longest examples that any row can have.</summary>
    public ChatPrompt RenderLongest(Example row) => _renderer.Render(row, _lookup?.Longest ?? []);

    /// <inheritdoc/>
    public PlannedCall Plan(Example row, ulong seed, FittedCalibration? decideBy = null)
    {
        seed = Candidate.SeedOr(seed);
        if (_lookup is { AsksModel: true }) return new(ct => LookUpAsync(row, seed, decideBy, ct), () => MostTokens(row)) { MostCalls = MostCalls };
        var prompt = Render(row);
        return new(ct => AnswerAsync(row, prompt, seed, decideBy, ct), () => MostTokens(prompt)) { MostCalls = MostCalls };
    }

    /// <inheritdoc/>
    public int MostCalls => IsWritten ? _written.MostCalls : 1;

    private bool IsWritten => Candidate.Mode == AnswerMode.Free;

    /// <summary>The most tokens that the work on this prompt can be charged: one request, or all samples and turns.</summary>
    public long MostTokens(ChatPrompt prompt) => IsWritten ? _written.MostTokens(prompt) : _model.CountTokens(prompt) + _model.CountContinuationTokens(_words);

    /// <summary>Prompt and answer; where examples are looked up by asking the model, the tokens of that too.</summary>
    public long MostTokens(Example row) => MostTokens(Render(row))
        + (_lookup is { AsksModel: true } ? _model.CountTokens(row.Input) + TokensOfJoining * _lookup.Longest.Count : 0);

    /// <summary>As if the row got the longest examples that any row can have, and a reasoning loop took all its turns at full length.</summary>
    public long ContextNeeded(Example row) => IsWritten ? _written.ContextNeeded(RenderLongest(row)) : MostTokens(RenderLongest(row));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Rollout>> JudgeAsync(
        IReadOnlyList<Rollout> rollouts, FittedCalibration calibration, CancellationToken cancellationToken)
    {
        if (_metric is null) return [.. rollouts.Select(rollout => Judge(rollout, calibration))];
        return await Task.WhenAll(rollouts.Select(rollout => ScoreAsync(_metric, Answered(rollout, calibration), cancellationToken)));
    }

    /// <summary>Answer and score of a rollout under a calibration, by the task's comparison; a pure function of what is stored.</summary>
    public Rollout Judge(Rollout rollout, FittedCalibration calibration)
    {
        var answered = Answered(rollout, calibration);
        return rollout.ExampleId.Length == 0 ? answered : answered with { Score = Metric.Score(_task.Metric, answered.Answer, rollout.Target) };
    }

    private Rollout Answered(Rollout rollout, FittedCalibration calibration)
    {
        if (rollout.ExampleId.Length == 0) return rollout;
        if (Candidate.Mode == AnswerMode.Choice)
        {
            int best = LabelScores.Best(rollout.LabelLogProbabilities, calibration);
            return rollout with { Answer = _data.Labels[best], Output = _words[best] };
        }

        return rollout.Samples is { } samples ? Aggregated(rollout, samples) : rollout with { Answer = AnswerIn(ReplyOf(rollout.Output)) };
    }

    private Rollout Aggregated(Rollout rollout, SampleSet samples)
    {
        string?[] answers = [.. samples.Drawn.Select(sample => AnswerIn(ReplyOf(sample.Output)))];
        string?[] keys = [.. answers.Select(answer => answer is null ? null : Metric.Normal(_task.Metric, answer))];
        samples = samples with { Chosen = AnswerAggregation.Choose(Candidate.Aggregation, keys, [.. samples.Drawn.Select(sample => sample.MeanLogProbability)]) };
        return rollout with { Samples = samples, Output = samples.Answer.Output, Finish = samples.Answer.Finish, Answer = answers[samples.Chosen] };
    }

    /// <summary>The turns of a reasoning loop are recorded with the answer prefix, since only the last has one.</summary>
    private string ReplyOf(string output) => Candidate.Reasoning is null ? Candidate.AnswerPrefix + output : output;

    private string? AnswerIn(string reply)
    {
        string? marked = _mark is null ? null : _extractor.Extract(MarkedAnswer.In(reply, _mark));
        return marked ?? _extractor.Extract(reply);
    }

    private async Task<Rollout> ScoreAsync(MetricProgram metric, Rollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.ExampleId.Length == 0) return rollout;
        var question = new MetricQuestion
        {
            Input = rollout.Input,
            Target = rollout.Target,
            Output = ReplyOf(rollout.Output),
            Answer = rollout.Answer,
            Fields = _fields.Value[rollout.ExampleId],
        };
        return rollout with { Score = await metric.ScoreAsync(question, cancellationToken) };
    }

    private async Task<Rollout> LookUpAsync(Example row, ulong seed, FittedCalibration? decideBy, CancellationToken cancellationToken)
    {
        var (examples, usage) = await _lookup!.ForAsync(row, cancellationToken);
        var rollout = await AnswerAsync(row, _renderer.Render(row, examples), seed, decideBy, cancellationToken);
        return rollout with { PromptTokens = rollout.PromptTokens + usage.TotalTokens, CachedTokens = rollout.CachedTokens + usage.CachedTokens };
    }

    private Task<Rollout> AnswerAsync(Example row, ChatPrompt prompt, ulong seed, FittedCalibration? decideBy, CancellationToken cancellationToken) => IsWritten
        ? _written.DrawAsync(From(row, NothingYet), prompt, seed, cancellationToken)
        : ChooseAsync(row, prompt, Offsets(decideBy), cancellationToken);

    private double[]? Offsets(FittedCalibration? decideBy)
    {
        if (decideBy is null) return null;
        double[] offsets = decideBy.Offsets.Count > 0 ? [.. decideBy.Offsets] : new double[_words.Length];
        return offsets.All(double.IsFinite) ? offsets : null;
    }

    private async Task<Rollout> ChooseAsync(Example row, ChatPrompt prompt, double[]? offsets, CancellationToken cancellationToken)
    {
        var scoring = await _model.ScoreAsync(new() { Prompt = prompt, Continuations = _words, BestAfter = offsets }, cancellationToken);
        return From(row, scoring.Usage) with { LabelLogProbabilities = scoring.LogProbabilities, Finish = scoring.IsComplete ? "choice" : "decided" };
    }

    private GenerateRequest PlainRequest() => new()
    {
        Prompt = new() { Messages = [] },
        Decoding = Candidate.Decoding,
        Constraint = _task.Answer.Constraint,
        End = Candidate.AnswerMark is null ? _extractor.End : null, // reasoning may name answers that are not given
    };

    private static void Check(AnswerConstraint constraint, ILanguageModel model, string answerPrefix)
    {
        if (!model.Capabilities.HasFlag(LanguageModelCapabilities.Constraints))
            throw new BadInputException("The task limits answers by a grammar or schema, which this model cannot obey; remove answer.grammar or answer.schema, or use another model.");
        Grammar.For(constraint, "answer").After(answerPrefix);
    }

    private static Rollout From(Example row, CallUsage usage) => new()
    {
        Position = 0,
        ExampleId = row.Id,
        Input = row.Input,
        Target = row.Target,
        Output = "",
        PromptTokens = usage.PromptTokens,
        OutputTokens = usage.OutputTokens,
        CachedTokens = usage.CachedTokens,
        Seconds = usage.Running.TotalSeconds,
    };
}
