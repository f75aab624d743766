namespace PromptOpt.Tasks;

/// <summary>Reads a task's rows and splits them by the SHA-256 of the normalised input, so the split depends neither on row order nor on open answers.</summary>
public static class TaskDataReader
{
    /// <summary>Fewest rows of the validation and test splits.</summary>
    public const int FewestRows = 10;

    /// <summary>Reads, checks and splits all rows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="testFile">A test set of its own, in place of the task's; null keeps the task's.</param>
    /// <exception cref="BadInputException">A file is missing, broken or too small, or a row has no input, no target or an unknown label; with file:line.</exception>
    public static TaskData Read(TaskSpec task, string? testFile = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Environment is not null)
        {
            return testFile is null
                ? Environments.EpisodeData.Read(task)
                : throw new BadInputException($"--test {testFile}: the task has an environment, whose episodes come from seeds; leave it out, or change environment.episodes in task.yaml");
        }

        var notes = new List<string>();
        var rows = ExampleReader.Read(DataTable.Read(task.Data.File), task.Data, notes);
        var testPath = testFile ?? task.Data.TestFile;
        var test = testPath is null ? null : ExampleReader.Read(DataTable.Read(testPath), task.Data, notes);
        var all = test is null ? rows : [.. rows, .. test];
        var labels = TargetChecks.Labels(task, all);
        TargetChecks.CheckPatterns(task, all);
        var parts = test is null
            ? Splitter.Split(rows, Shares(task.Splits), labels)
            : [.. SplitBeside(test, rows, task.Splits, labels, notes), test];
        CheckSizes(task, parts, testPath);
        var (train, validation, tests) = (Examples(parts[0]), Examples(parts[1]), Examples(parts[2]));
        return new TaskData
        {
            Train = train,
            Validation = validation,
            Test = tests,
            Labels = labels,
            Fields = FieldsOfAll(all),
            Notes = notes,
            Fingerprint = Fingerprints.OfAll(train, validation, tests),
            TestFingerprint = Fingerprints.OfTest(tests),
        };
    }

    private static IReadOnlyList<IReadOnlyList<SourcedExample>> SplitBeside(
        IReadOnlyList<SourcedExample> test, IReadOnlyList<SourcedExample> rows, SplitSpec splits, IReadOnlyList<string> labels, List<string> notes)
    {
        var places = test.ToDictionary(e => e.Hash, e => e.Place);
        foreach (var row in rows.Where(row => places.ContainsKey(row.Hash)))
            notes.Add($"{row.Place}: left out, its input is in the test set at {places[row.Hash]}");
        return Splitter.Split([.. rows.Where(row => !places.ContainsKey(row.Hash))], SharesBeside(splits), labels);
    }

    private static void CheckSizes(TaskSpec task, IReadOnlyList<IReadOnlyList<SourcedExample>> parts, string? testPath)
    {
        var ownTest = testPath is not null;
        var (train, validation, test) = (parts[0].Count, parts[1].Count, parts[2].Count);
        if (train >= 1 && validation >= FewestRows && test >= FewestRows) return;
        var sizes = $"too few rows: {train} for train, {validation} for validation, {test} for test; validation and test need at least {FewestRows} each, train 1";
        if (ownTest && test < FewestRows)
            throw new BadInputException($"{testPath}: {sizes}. Add rows to this file until there are {FewestRows} distinct inputs");
        var have = train + validation + (ownTest ? 0 : test);
        var needed = Splitter.FewestRows(have, ownTest ? SharesBeside(task.Splits) : Shares(task.Splits), ownTest ? [1, FewestRows] : [1, FewestRows, FewestRows]);
        throw new BadInputException($"{task.Data.File}: {sizes}. There are {have} distinct inputs; at least {needed} are needed with these splits");
    }

    private static double[] Shares(SplitSpec splits) => [splits.Train, splits.Validation, splits.Test];

    private static double[] SharesBeside(SplitSpec splits)
    {
        var train = splits.Train / (splits.Train + splits.Validation);
        return [train, 1 - train];
    }

    private static List<Example> Examples(IReadOnlyList<SourcedExample> part) => [.. part.Select(e => e.Example)];

    private static List<string> FieldsOfAll(IReadOnlyList<SourcedExample> all) =>
        [.. all[0].Example.Fields.Keys.Where(field => all.All(e => e.Example.Fields.ContainsKey(field)))];
}
