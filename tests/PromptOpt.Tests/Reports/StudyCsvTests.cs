using CsvHelper;
using PromptOpt.Evaluation;
using PromptOpt.Reports;
using PromptOpt.Studies;
using PromptOpt.Tests.Search.Objectives;
using PromptOpt.Tests.Storage;

namespace PromptOpt.Tests.Reports;

public sealed class StudyCsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dictionary<int, RolloutNumbers> Numbers = new()
    {
        [12] = new() { Rows = 96, Accuracy = 0.875, TokensPerCorrect = 242.5, LatencyMedian = 0.0125, Latency95 = 0.08, OutputTokens = 192, CutOffShare = 0.25 },
        [13] = new() { Rows = 4, Accuracy = 0, TokensPerCorrect = double.PositiveInfinity, LatencyMedian = 0.001, Latency95 = 0.002, OutputTokens = 8, CutOffShare = 0 },
    };

    private string Csv => _folder.File("s/x.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_columns_of_trials_are_stable()
    {
        StudyCsv.WriteTrials(Csv, [SampleReport.Trial, SampleReport.Trial with { Number = 13, Value = null, State = TrialState.Failed, Reason = "=broke", Screening = new(0.75, 0.02, 0.7, ScreeningOutcome.BestOfRejected), Candidate = new() { Instruction = "x", Samples = 5, AnswerSeed = 7, Reasoning = new() { Steps = 6, PlanningPeriod = 2 } } }], Numbers);
        Golden.Check("trials.csv", File.ReadAllText(Csv));
    }

    [Fact]
    public void With_an_objective_the_columns_of_cost_stand_at_the_end()
    {
        var numbered = SampleReport.Trial with { Number = 13 };
        StudyCsv.WriteTrials(Csv, [SampleReport.Trial, numbered], Numbers, [new(numbered, SampleTrials.Costs(12.5), true, 0.25)]);
        string[] lines = File.ReadAllText(Csv).TrimEnd().Split("\r\n");
        Assert.EndsWith(",latency_p95_ms,tokens_written_a_row,violation,on_front", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",80,,,", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith(",2,12.5,0.25,yes", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_of_rollouts_are_stable()
    {
        StudyCsv.WriteRollouts(Csv, [StoreContract.SampleWave(1, Phase.Validation, 2)]);
        Golden.Check("rollouts.csv", File.ReadAllText(Csv));
    }

    [Fact]
    public void Lines_end_as_the_standard_says_and_no_byte_order_mark_begins_the_file()
    {
        StudyCsv.WriteRollouts(Csv, []);
        var bytes = File.ReadAllBytes(Csv);
        Assert.Equal((byte)'t', bytes[0]);
        Assert.Equal("\r\n"u8.ToArray(), bytes[^2..]);
    }

    [Fact]
    public void Odd_texts_come_back_unchanged_and_formulas_are_not_touched()
    {
        string[] texts = ["=1+1", "+x", "-x", "@x", " leading", "trailing ", "a,b", "\"", "line\nbreak\r\n", "tab\t", "é😀", "#x", ""];
        var wave = new Wave
        {
            Key = new(1, Phase.Train, 0),
            Rollouts = [.. texts.Select((t, i) => new Rollout { Position = i, Output = t, PromptTokens = 1, OutputTokens = 1 })],
        };
        StudyCsv.WriteRollouts(Csv, [wave]);
        using var reader = CsvReader.FromText(File.ReadAllText(Csv), new CsvReaderOptions { HasHeader = false });
        var outputs = new List<string>();
        foreach (var record in reader) outputs.Add(record.ToArray()[7]);
        Assert.Equal(texts, outputs.Skip(1));
    }

    [Fact]
    public void A_file_is_replaced_whole_and_nothing_else_is_left()
    {
        StudyCsv.WriteRollouts(Csv, [StoreContract.SampleWave(1, Phase.Train, 0, 50)]);
        StudyCsv.WriteRollouts(Csv, []);
        Assert.Single(File.ReadAllLines(Csv));
        Assert.Equal([Csv], Directory.GetFiles(_folder.File("s")));
    }

    [Fact]
    public void A_failure_half_way_leaves_the_old_file()
    {
        StudyCsv.WriteRollouts(Csv, []);
        static IEnumerable<Wave> Broken()
        {
            yield return StoreContract.SampleWave(1, Phase.Train, 0);
            throw new IOException("No space left on device.");
        }

        var error = Assert.Throws<PromptOptException>(() => StudyCsv.WriteRollouts(Csv, Broken()));
        Assert.Equal($"cannot write {Csv}: No space left on device. Check that the folder may be written and the disk has room.", error.Message);
        Assert.Single(File.ReadAllLines(Csv));
        Assert.Single(Directory.GetFiles(_folder.File("s")));
    }
}
