using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks;

/// <summary>
/// What a session's result is held against, on the same rows: the seed prompt; a strong start (choice mode, labels named, two random examples a
/// label, batch calibration); the best of three plain free-text candidates, chosen on validation; and naive Bayes trained on the same rows.
/// </summary>
internal sealed class Yardsticks(ILanguageModel model, TaskSpec task, TaskData data)
{
    /// <summary>One line a seed, or a single one where there is no randomness.</summary>
    /// <param name="name">naive-bayes, seed-prompt, strong-start or best-free-text.</param>
    /// <param name="seeds">Seeds of the random examples.</param>
    public async Task RunAsync(string name, IReadOnlyList<ulong> seeds)
    {
        var seed = SeedCandidates.From(task, data, model);
        foreach (ulong number in name is "naive-bayes" or "seed-prompt" ? [0] : seeds)
        {
            double accuracy = name switch
            {
                "naive-bayes" => NaiveBayes.Train([.. data.Train, .. data.Validation]).Accuracy(data.Test),
                "seed-prompt" => await AccuracyAsync(seed, data.Test),
                "strong-start" => await AccuracyAsync(Shown(seed, 2, number) with { Mode = AnswerMode.Choice, Calibration = CalibrationMethod.Batch }, data.Test),
                "best-free-text" => await BestFreeAsync(seed with { Mode = AnswerMode.Free }, number),
                _ => throw new ArgumentException($"there is no yardstick '{name}'"),
            };
            Console.WriteLine(Line(name, number, accuracy));
        }
    }

    private async Task<double> BestFreeAsync(Candidate seed, ulong number)
    {
        Candidate[] tries = [seed with { Instruction = LabelListOperator.WithList(seed, data.Labels) }, Shown(seed, 1, number), Shown(seed, 2, number)];
        var rows = data.Validation.Take(60).ToArray();
        (Candidate Best, double Value) best = (tries[0], -1);
        foreach (var candidate in tries)
        {
            double value = await AccuracyAsync(candidate, rows);
            if (value > best.Value) best = (candidate, value);
        }

        return await AccuracyAsync(best.Best, data.Test);
    }

    private Candidate Shown(Candidate seed, int perLabel, ulong number) => seed with
    {
        Instruction = LabelListOperator.WithList(seed, data.Labels),
        Examples = ExampleDraw.PerLabel(data.Train, data.Labels, perLabel, new SeededRandom(number).Fork(0x57A7)),
    };

    private async Task<double> AccuracyAsync(Candidate candidate, IReadOnlyList<Example> rows)
    {
        var evaluation = new CandidateEvaluation(task, data, model, candidate);
        var calibration = FittedCalibration.None;
        if (candidate is { Mode: AnswerMode.Choice, Calibration: { } method and not CalibrationMethod.None })
        {
            var fitted = await RunAsync(evaluation, data.Train.Take(60).ToArray());
            calibration = CalibrationFit.Fit(method, fitted.Select(r => r.LabelLogProbabilities).ToArray(), []);
        }

        var rollouts = await RunAsync(evaluation, rows);
        return rollouts.Average(r => evaluation.Judge(r, calibration).Score!.Value);
    }

    private static async Task<Rollout[]> RunAsync(CandidateEvaluation evaluation, IReadOnlyList<Example> rows) =>
        await Task.WhenAll(rows.Select((row, i) => evaluation.Plan(row, (ulong)i).Run(CancellationToken.None)));

    private string Line(string name, ulong seed, double accuracy) =>
        string.Create(CultureInfo.InvariantCulture, $"{task.Name},{name},{seed},{accuracy:0.0000},{data.Test.Count}");
}
