namespace PromptOpt.Benchmarks.Tuning;

/// <summary>How a run went: by trial, from 0 (the given points alone) to the last.</summary>
/// <param name="Regret">Normalised regret of the best score so far.</param>
/// <param name="TestRegret">Normalised regret on the test rows of the configuration that is best so far.</param>
internal sealed record RunCurve(IReadOnlyList<double> Regret, IReadOnlyList<double> TestRegret)
{
    /// <summary>The curve of a run's rows.</summary>
    /// <exception cref="BadInputException">They are not the given points and the trials, each once and in order.</exception>
    public static RunCurve Of(IReadOnlyList<TuningRow> rows, ScoreRange range, ScoreRange testRange)
    {
        if (!rows.Select(row => row.T).SequenceEqual(Enumerable.Range(1 - TuningRun.GivenPoints, TuningRun.GivenPoints + TuningRun.Trials)))
            throw new BadInputException($"the run of {rows[0].Method} on {rows[0].Task} with seed {rows[0].Seed} is not {TuningRun.GivenPoints} given points and {TuningRun.Trials} trials; delete it and run it again.");
        var (regret, test) = (new double[TuningRun.Trials + 1], new double[TuningRun.Trials + 1]);
        double best = double.PositiveInfinity, bestTest = 1;
        foreach (var row in rows)
        {
            double here = range.Regret(row.Score);
            if (here < best) (best, bestTest) = (here, testRange.Regret(row.Generalization));
            if (row.T >= 0) (regret[row.T], test[row.T]) = (best, bestTest);
        }

        return new(regret, test);
    }

    /// <summary>Mean regret over the trials, a summary of the whole curve.</summary>
    public double Mean => Regret.Skip(1).Average();
}
