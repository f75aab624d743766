using PromptOpt.Candidates;
using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Advising;
using PromptOpt.Search.Grids;
using PromptOpt.Search.Objectives;
using PromptOpt.Search.Stages;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search;

/// <summary>Drives one study to its verdict. Starting and resuming are the same code: what is stored is read instead of run.</summary>
public sealed class OptimizationSession
{
    /// <summary>Begins the reason of a trial that the budget ended.</summary>
    internal const string BudgetReason = "budget spent: ";

    private readonly TestLedger _testLedger;
    private readonly TimeProvider _time;
    private readonly SessionScope _scope;
    private readonly RuleFileWatch _rules;
    private readonly ProposalCheck _check;
    private readonly SearchPlan _plan;
    private readonly StagedSearch _stages;

    /// <summary>Prepares a session and starts its clock.</summary>
    /// <exception cref="BadInputException">A prompt file, the feedback rules or an operator's name is wrong.</exception>
    public OptimizationSession(SessionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (_testLedger, _time) = (inputs.TestUses, inputs.Time);
        var (task, data, store) = (inputs.Task, inputs.Data, inputs.Store);
        _rules = new(
            Path.Combine(task.Folder, FeedbackFile.FileName), data.Labels, inputs.Episodes?.Environment.Info.Violations, store);
        var study = store.ReadStudy() ?? throw new InvalidOperationException("The caller creates the study before the session.");
        var options = StudyJson.ReadOptions(study).Resolved(task);
        study = study with { Options = StudyJson.Write(options) };
        if (options.ShuffleTargets) data = TargetShuffle.Apply(data, (ulong)options.Seed);
        // Rows of the final test are paid for out of what is kept back for it when they are read again. Otherwise nothing could be kept back for the rest of them, and contenders would get what is left.
        var spent = SearchSpending.Of(store);
        var ledger = new BudgetLedger(study.Budget, spent);
        var library = PromptLibrary.Load(inputs.PromptsFolder);
        var clock = new StudyClock(inputs.Time, store.ReadSeconds(), study.Budget);
        var validation = new StoredValidation(store);
        var order = TrialOrder.Of(options.ObjectiveFor(task), validation);
        _scope = new()
        {
            Task = task,
            Data = data,
            Models = inputs.Models,
            Evaluator = new(task, data, inputs.Models.Solver, options.Without.HasFlag(Ablations.History) ? inputs.Episodes?.WithoutHistory() : inputs.Episodes, inputs.Metric, () => library.Reasoning),
            Store = store,
            Validation = validation,
            Study = study,
            Options = options,
            Ledger = ledger,
            Clock = clock,
            Waves = new(store, ledger, clock),
            Reporter = new(inputs.Observer, ledger, clock, study.Budget, spent, order),
            Order = order,
            Library = library,
            Rules = _rules.RulesAt(0).Rules,
            TrainRows = Shuffled(data.Train, options.Seed, 1),
            ValidationRows = Shuffled(data.Validation, options.Seed, 2),
        };
        _plan = SearchPlan.For(task, options).Within(_scope.Library);
        _check = new(_scope.Evaluator) { MostSimilar = _plan.MostSimilar };
        if (_plan.Strategy is Strategy.Tune or Strategy.Joint)
        {
            var tuning = Tuning(spec => spec, context => context); // made here for a joint search, too, so that what is wrong is told before a call
            foreach (string note in tuning.Notes) _scope.Reporter.Note(note);
            if (_plan.Strategy == Strategy.Tune) _scope = _scope with { Tuning = tuning };
        }

        if (_plan.Strategy == Strategy.Grid)
        {
            var search = GridSearch.Of(_scope, _plan, SeedCandidate(), inputs.PromptsFolder);
            (_scope, _plan) = (_scope with { Grid = search.Design }, _plan with { MostTrials = 1 + search.Cells });
            _scope.Reporter.Note(search.Note);
        }

        _stages = new(_scope, _plan, _check, Tuning);
    }

    /// <summary>Checks everything that can be checked before anything costly, and returns all problems.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = OutOfRange();
        var budget = _scope.Study.Budget;
        if (budget is { Trials: null, Calls: null, Tokens: null, Time: null })
            problems.Add("There is no limit: give --max-trials, --max-calls, --max-tokens or --max-time, or a budget in task.yaml.");
        if (StrategyNeeds.Problem(_plan.Strategy, _scope.Task, _scope.Data.Labels, _scope.Models.Solver.Capabilities) is { } unmet) problems.Add(unmet);
        if (_plan.Strategy is not (Strategy.Tune or Strategy.Joint) && _scope.Options.Tuning?.Adviser is not null) problems.Add("--adviser helps to tune, and this strategy tunes nothing: add --strategy tune, or leave it out.");
        if (TemplateProblem() is { } wrong) return [.. problems, wrong];
        if (_scope.Grid is { } design && GridNeeds.Problem(design.Grid, _scope.Task, _scope.Data) is { } unsuited) problems.Add(unsuited);
        var seed = SeedCandidate();
        if (seed.Mode == AnswerMode.Choice && !_scope.Models.Solver.Capabilities.HasFlag(LanguageModelCapabilities.Scoring))
            problems.Add("answer.mode choice needs a model that can score labels; use mode free with this one.");
        if (_check.Problem(seed) is { } problem) return [.. problems, problem];
        if (_check.Fits(seed) is { } tooLong) problems.Add($"The seed prompt does not fit: {tooLong}. {_check.LongestRow}Shorten it, or raise --context.");
        var evaluation = _scope.Evaluation(seed);
        long calls = 2 * _scope.TestCalls(evaluation) + (long)evaluation.MostCalls * (_scope.TrainRowsOf(seed, _plan) + _scope.RaceRows);
        if (budget.Calls < calls)
            problems.Add($"--max-calls {budget.Calls} is too few: the seed prompt{(_scope.Options.LeaveTest ? "" : " and the final test")} alone take{(_scope.Options.LeaveTest ? "s" : "")} {calls} calls. Raise it, or use fewer rows.");
        return problems;
    }

    /// <summary>Runs to the verdict. Cancelling stops within one engine step and leaves the study resumable.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="BadInputException">The budget does not suffice for the seed prompt, or an option or limit is out of range (<see cref="Validate"/> tells all that is wrong).</exception>
    public async Task<StudyOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (StudyJson.ReadOutcome(_scope.Study) is { } done) return done;
        if (OutOfRange() is { Count: > 0 } wrong) throw new BadInputException(string.Join("; ", wrong));
        _scope.Store.SaveStudy(_scope.Study); // tells the objective where the task alone has it
        try
        {
            var trials = await SearchAsync(cancellationToken);
            var outcome = await new FinalTest(_scope, _testLedger, _time).RunAsync(trials, cancellationToken);
            _scope.Store.SaveStudy(_scope.Study with { Outcome = StudyJson.Write(outcome) });
            return outcome;
        }
        finally
        {
            _scope.Store.SaveSeconds(_scope.Clock.Elapsed.TotalSeconds);
        }
    }

    private List<string> OutOfRange() => [.. _scope.Options.Problems(), .. _scope.Study.Budget.Problems()];

    private string? TemplateProblem()
    {
        try
        {
            var seed = _scope.Task.Seed;
            PromptTemplate.Parse(seed.Instruction, _scope.Data.Fields, seed.Source);
            PromptTemplate.Parse(seed.User, _scope.Data.Fields, Path.Combine(_scope.Task.Folder, TaskFile.FileName) + ": seed.user");
            return null;
        }
        catch (BadInputException error)
        {
            return error.Message;
        }
    }

    private async Task<IReadOnlyList<Trial>> SearchAsync(CancellationToken cancellationToken)
    {
        var validation = new ValidationWaves(_scope);
        IPruner pruner = _plan.Races ? new SequentialPruner(_scope.EliminationError, _scope.Order.Objective.Tolerance) : new NoPruner();
        var contenders = new Contenders(_scope, validation);
        var end = new SearchEnd(_scope, _plan);
        var trials = Stored(validation);
        var runner = new TrialRunner(_scope, _plan, validation, pruner);
        foreach (var trial in trials.Values.Where(t => t.State is TrialState.Complete or TrialState.Pruned).OrderBy(t => t.Number)) runner.KeepTestOf(trial);
        for (int level = 0; ; level++)
        {
            var numbers = _stages.NumbersOf(level, [.. trials.Values.Where(t => t.Level < level)]).Where(n => !trials.TryGetValue(n, out var t) || t.Level == level).ToArray();
            if (numbers.Length == 0) break;
            TakeUpRules(level, validation, trials);
            if (!await _stages.TryEnterAsync(level, trials.Values, cancellationToken)) break;
            var history = trials.Values.Where(t => t.Level < level).OrderBy(t => t.Number).ToArray();
            bool goOn = await ProposeLevelAsync(level, numbers, history, trials, cancellationToken);
            await RunLevelAsync(new(_scope, _stages.Plan, validation, pruner), numbers, history, trials, cancellationToken);
            CheckSeed(trials[1]);
            // Where later trials are stored, this was done before they were proposed.
            if (trials.Values.All(t => t.Level <= level)) await contenders.SpendSavedAsync(trials, cancellationToken);
            if (!goOn || end.IsReached(trials.Values, level, _stages.IsLast)) break;
        }

        await contenders.SpendRestAsync(trials, cancellationToken);
        return trials.Values.OrderBy(t => t.Number).ToArray();
    }

    /// <summary>Takes the rules of a level. New ones judge the past anew, from what is stored.</summary>
    private void TakeUpRules(int level, ValidationWaves validation, Dictionary<int, Trial> trials)
    {
        foreach (string timeout in _scope.Rules.TakeNotes()) _scope.Reporter.Note(timeout);
        var (rules, note) = _rules.RulesAt(level);
        if (note is not null) _scope.Reporter.Note(note);
        if (rules == _scope.Rules) return;
        _scope.Rules = rules;
        foreach (var trial in trials.Values.Where(t => t is { State: TrialState.Complete or TrialState.Pruned, Rows: > 0 }).ToArray())
        {
            trials[trial.Number] = validation.Measured(trial);
            if (trials[trial.Number] != trial) _scope.Store.SaveTrial(trials[trial.Number]);
        }
    }

    /// <summary>The trials of earlier sessions, measured on all of their stored rows: a kill may have come between a wave and its trial.</summary>
    private Dictionary<int, Trial> Stored(ValidationWaves validation)
    {
        var trials = new Dictionary<int, Trial>();
        foreach (var stored in _scope.Store.ReadTrials())
        {
            var trial = stored.State is TrialState.Complete or TrialState.Pruned ? validation.Measured(stored) : stored;
            if (trial != stored) _scope.Store.SaveTrial(trial);
            trials[trial.Number] = trial;
            _scope.Reporter.Remember(trial);
        }

        return trials;
    }

    /// <summary>Proposes the trials of a level that are not stored.</summary>
    /// <returns>Whether there may be another level: false where a proposal did not fit the budget, and no trial of the level can still turn out cheaper than is expected of it.</returns>
    private async Task<bool> ProposeLevelAsync(
        int level, int[] numbers, Trial[] history, Dictionary<int, Trial> trials, CancellationToken cancellationToken)
    {
        var stored = numbers.Where(trials.ContainsKey).Select(n => trials[n]);
        if (_stages.Tunes && stored.Any(t => t.State != TrialState.Waiting && t.Operator != TrialProposer.NoOperator)) return true; // an earlier session ran it as wide as it is
        try
        {
            foreach (int number in numbers.Where(n => !trials.ContainsKey(n)))
            {
                var siblings = numbers.Where(trials.ContainsKey).Select(n => trials[n]).ToArray();
                var trial = level == 0 ? Seed() : await _stages.Proposer.ProposeAsync(number, level, history, siblings, cancellationToken);
                trials[number] = trial;
                _scope.Store.SaveTrial(trial);
                if (trial.State == TrialState.Failed) _scope.Reporter.Ended(trial);
            }

            return true;
        }
        catch (BudgetSpentException)
        {
            return _stages.Tunes && stored.Any(t => t.State == TrialState.Waiting);
        }
    }

    private async Task RunLevelAsync(
        TrialRunner runner, int[] numbers, Trial[] history, Dictionary<int, Trial> trials, CancellationToken cancellationToken)
    {
        var todo = numbers.Where(trials.ContainsKey).Select(n => trials[n]).Where(t => t.State is TrialState.Waiting or TrialState.Running).ToArray();
        var incumbent = history.Length == 0 ? null : _scope.Order.Ranked(history)[0];
        var rival = _scope.Order.ToBeat(history);
        var lanes = new ParallelOptions { MaxDegreeOfParallelism = _scope.Options.Lanes, CancellationToken = cancellationToken };
        var gate = new Lock();
        await Parallel.ForEachAsync(todo, lanes, async (trial, ct) =>
        {
            var ended = await runner.RunAsync(trial, incumbent, rival, ct);
            lock (gate) trials[ended.Number] = ended;
        });
    }

    private static void CheckSeed(Trial seed)
    {
        if (seed.State == TrialState.Failed) throw new BadInputException($"The seed prompt cannot be evaluated: {seed.Reason}");
        if (seed.State == TrialState.Pruned)
            throw new BadInputException($"The budget ended before the seed prompt was evaluated ({seed.Reason}); nothing can be compared. Raise it.");
    }

    private Trial Seed() => new()
    {
        Number = 1,
        Level = 0,
        State = TrialState.Waiting,
        Candidate = SeedCandidate(),
        Operator = "seed",
        Change = "the prompt to beat",
    };

    private StudyTuning Tuning(Func<TuningSpec, TuningSpec> change, Func<KnobContext, KnobContext> around)
    {
        var asked = _scope.TuningSpec;
        var spec = change(asked.Prompts is null ? asked : asked.AmongPrompts());
        var seed = SeedCandidate();
        var context = new KnobContext
        {
            Base = seed,
            Pool = spec.Prompts is { } prompts ? PromptPool.Of([new("seed", seed, 1), .. prompts], 1 + prompts.Count) : null,
            Task = _scope.Task,
            Train = _scope.TrainRows,
            Labels = _scope.Data.Labels,
            Capabilities = _scope.Models.Solver.Capabilities,
            AnswerPrefixes = Operators.FormatReminderOperator.Prefixes,
            Fits = candidate => _check.Fits(candidate) is null,
            MostCalls = candidate => _scope.Evaluation(candidate).MostCalls,
            Study = _scope.Random,
        };
        var space = CandidateSpace.Create(spec, around(context));
        return new(space, new(spec, _scope, space.Space));
    }

    private Candidate SeedCandidate() => SeedCandidates.From(_scope.Task, _scope.Data, _scope.Models.Solver);

    private static Example[] Shuffled(IReadOnlyList<Example> rows, long seed, ulong key)
    {
        var copy = rows.ToArray();
        new Statistics.SeededRandom((ulong)seed).Fork(0xDA7A, key).Shuffle(copy);
        return copy;
    }
}
