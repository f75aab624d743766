using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Comparison;
using PromptOpt.Search;
using PromptOpt.Search.Grids;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Running;

/// <summary>Runs a comparison: one study for each strategy and seed, then every choice once on the rows of the comparison. What is stored is read instead of run again.</summary>
/// <param name="context">The process and the product.</param>
/// <param name="kind">How progress is shown.</param>
/// <param name="json">Whether the result is JSON.</param>
internal sealed class ComparisonRunner(CommandContext context, DisplayKind kind, bool json)
{
    private readonly Backend _backend = context.Backend;

    /// <summary>Runs the comparison, or goes on with it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        var problems = request.Common.Options.Problems().ToList();
        if (problems.Count > 0) throw new BadInputException(string.Join("; ", problems));
        var read = OpenTask.Read(_backend, request.Common.TaskFolder, request.Common.TestFile, request.Common.PromptsFolder);
        request = request with { Common = request.Common with { Options = WithGrid(request, read) } };
        var budget = Budgets.ForComparison(read.Spec.Budget, request.Common.Budget);
        ComparisonReport report;
        await using (var display = SessionDisplay.Create(kind, context.Host))
        {
            foreach (var note in read.Data.Notes) display.Note(note);
            await using var task = await read.StartAsync(display.Note, cancellationToken);
            await using var models = await OpenModels.OpenAsync(_backend, request.Common.ModelPath, request.Common.Engine, display, cancellationToken);
            var common = request.Common.ToStudy(task, models, budget, context.Host.Time.GetUtcNow());
            var folder = new ComparisonFolders(_backend, request.Common.ResultsRoot).Find(request.Name, common);
            report = await RunAsync(request, common, folder, task, models, display, cancellationToken);
        }

        if (json) context.Host.Out.WriteLine(ComparisonJson.Write(report));
        else ComparisonPage.Write(context.Host.Out, report, context.Host.OutWidth);
        return ExitCode.Done;
    }

    private async Task<ComparisonReport> RunAsync(
        CompareRequest request, Study common, ComparisonFolder folder, OpenTask task, OpenModels models, SessionDisplay display, CancellationToken cancellationToken)
    {
        var isNew = !Directory.Exists(folder.Folder);
        var finished = new List<FinishedStudy>();
        using (var held = _backend.LockStudy(folder.Folder))
        {
            try
            {
                var settings = Settings(request.Common.Engine, common.Budget, folder, display);
                foreach (var (strategy, seed) in request.Studies)
                {
                    var study = new DrivenStudy(strategy, seed, folder.Study(strategy, seed), $"{finished.Count + 1} of {request.Studies.Count}");
                    finished.Add(await FinishAsync(study, request, common, settings, task, models, display, cancellationToken));
                }

                return await CompareAsync(request, common, folder, finished, task, models, display, cancellationToken);
            }
            catch (BadInputException) when (isNew && finished.Count == 0 && StudyFolder.List(folder.Folder).Count == 0)
            {
                held.Dispose();
                Directory.Delete(folder.Folder, recursive: true); // refused before it began: leave nothing behind
                throw;
            }
        }
    }

    /// <summary>The common options with the grid of the strategy grid, if that is among those compared.</summary>
    private static SessionOptions WithGrid(CompareRequest request, OpenTask read)
    {
        var options = request.Common.Options;
        if (request.Strategies.Contains(Strategy.Grid))
            return options with { Grid = GridChoice.Settle(options with { Strategy = Strategy.Grid }, read.Spec, read.Data.Labels, request.Common.PromptsFolder).Grid };
        return options.Grid is null ? options : throw new BadInputException("--grid: only the strategy grid searches a grid; add it to --strategies, or leave the options of the grid out");
    }

    /// <summary>One memory of responses for all studies, unless time is limited: then an answer from memory would be time won by coming later.</summary>
    private static EngineSettings Settings(EngineSettings given, BudgetSpec budget, ComparisonFolder folder, SessionDisplay display)
    {
        if (given.Cache.IsOff) return given;
        if (budget.Time is null) return given with { Cache = given.Cache with { Folder = given.Cache.Folder ?? folder.Folder } };
        display.Note(given.Cache.Folder is null
            ? "with a limit on time every study computes its own answers, so that none gains time by coming later"
            : "with a limit on time, answers from --cache take none: studies that come later get further; leave --cache out, or limit calls or tokens");
        return given;
    }

    private async Task<FinishedStudy> FinishAsync(
        DrivenStudy driven, CompareRequest request, Study common, EngineSettings settings, OpenTask task, OpenModels models, SessionDisplay display, CancellationToken cancellationToken)
    {
        if (FinishedStudy.Read(_backend, driven.Folder, driven.Strategy) is { } before)
        {
            if (before.Study.Engine != common.Engine) display.Note($"{before.Study.Name} was run with {before.Study.Engine}, this is {common.Engine}: answers may differ");
            return before;
        }

        var shared = StudyJson.ReadOptions(common);
        var options = shared with { Strategy = driven.Strategy, Seed = driven.Seed, Grid = driven.Strategy == Strategy.Grid ? shared.Grid : null };
        var study = common with { Name = driven.Folder.Name, Seed = driven.Seed, Options = StudyJson.Write(options) };
        display.Restart();
        try
        {
            context.StudyFolder = null;
            await new StudyDrive(context, driven.Folder, study, task, models, request.Common.PromptsFolder) { IsAlone = false, Place = driven.Place + " · " }
                .RunAsync(display, settings, cancellationToken);
        }
        catch (BadInputException e)
        {
            throw new BadInputException($"{KebabCase.Of(driven.Strategy)}, seed {driven.Seed}: {e.Message}", e);
        }
        finally
        {
            context.ResumeCommand = request.CommandLine; // the study's own command would leave the comparison behind
        }

        var done = FinishedStudy.Read(_backend, driven.Folder, driven.Strategy) ?? throw new InvalidOperationException("A study that ran to its end has an outcome.");
        display.Note($"{driven.Place}: {done.Study.Name} chose {(done.Choice.Number == 1 ? "the seed prompt" : $"trial {done.Choice.Number}")}, " +
            $"{Format.Value(done.Choice.Value)} on validation, after {Format.Count(done.Outcome.Spending.Calls)} calls");
        return done;
    }

    private async Task<ComparisonReport> CompareAsync(
        CompareRequest request, Study common, ComparisonFolder folder, List<FinishedStudy> finished, OpenTask task, OpenModels models, SessionDisplay display, CancellationToken cancellationToken)
    {
        context.ResumeCommand = request.CommandLine;
        using var store = _backend.OpenStore(folder.Database);
        await using var cached = ModelCache.Open(_backend, request.Common.Engine.Cache, folder.Responses, models.Roles.Solver, display.Note);
        var prompts = new ComparedPrompts(_backend, store);
        var numbers = finished.Select(study => (SeedPrompt: prompts.NumberOf(study.SeedPrompt), Choice: prompts.NumberOf(study.Choice))).ToArray();
        int[] distinct = [.. numbers.SelectMany(pair => new[] { pair.SeedPrompt, pair.Choice }).Distinct().Order()];
        // Counted before the rows are seen, so that a cancelled look counts too.
        var uses = request.Split == Phase.Test ? _backend.OpenLedger(folder.Root).Record(task.Data.TestFingerprint, request.User(folder.Name), context.Host.Time.GetUtcNow()) : 0;
        display.Restart();
        display.Heading = $"{folder.Name} · {distinct.Length} prompts on {Words.Of(request.Split)}";
        var waves = new Dictionary<int, Wave>();
        foreach (var number in distinct) waves[number] = await prompts.RunAsync(number, request.Split, task, cached.Model, display, cancellationToken);
        ComparedStudy[] studies = [.. finished.Zip(numbers, (study, pair) => Compared(study, pair.SeedPrompt, pair.Choice, waves))];
        var report = new ComparisonReport
        {
            Folder = folder,
            Study = common,
            Model = models.Roles.Solver.Info,
            Split = request.Split,
            TestUses = uses,
            Studies = studies,
            Comparison = StrategyComparison.Of(studies, (ulong)common.Seed),
            Prompts = distinct.Length,
            Measured = Spending.Of(waves.Values),
        };
        ComparisonCsv.WriteStudies(folder.StudiesCsv, studies);
        ComparisonCsv.WriteTable(folder.TableCsv, report.Comparison);
        await File.WriteAllTextAsync(folder.Page, ComparisonMarkdown.Write(report), cancellationToken);
        return report;
    }

    private static ComparedStudy Compared(FinishedStudy study, int seedPrompt, int choice, Dictionary<int, Wave> waves) => new()
    {
        Strategy = study.Strategy,
        Seed = study.Study.Seed,
        Study = study.Study.Name,
        Choice = study.Choice.Number,
        Prompt = choice,
        SeedPrompt = seedPrompt,
        Scores = Scores(waves[choice]),
        SeedScores = Scores(waves[seedPrompt]),
        Validation = study.Choice.Value ?? 0,
        Trials = study.Trials,
        Spending = study.Outcome.Spending,
        Seconds = study.Outcome.Seconds,
        TokensToChoice = study.TokensToChoice,
    };

    private static double[] Scores(Wave wave) => [.. wave.Rollouts.Select(rollout => rollout.Score ?? 0)];

    private sealed record DrivenStudy(Strategy Strategy, long Seed, StudyFolder Folder, string Place);
}
