using PromptOpt.Studies;

namespace PromptOpt.Tests.Studies;

public sealed class TestLedgerTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private TestLedger Ledger => new(_folder.File("results/test-uses.jsonl"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Uses_are_counted_by_test_set_and_a_resumed_study_counts_once()
    {
        Assert.Equal(0, Ledger.Count("a"));
        Assert.Equal(1, Ledger.Record("a", "study x", At));
        Assert.Equal(2, Ledger.Record("a", "eval 7", At));
        Assert.Equal(1, Ledger.Record("b", "study x", At));
        Assert.Equal(1, Ledger.Record("a", "study x", At));
        Assert.Equal((2, 1, 0), (Ledger.Count("a"), Ledger.Count("b"), Ledger.Count("c")));
        Assert.Equal("""{"test":"a","user":"study x","at":"2025-01-02T03:04:05.0000000Z"}""", File.ReadLines(Ledger.Path).First());
    }

    [Fact]
    public void A_line_cut_off_by_a_crash_is_skipped_and_the_next_use_starts_a_new_line()
    {
        Ledger.Record("a", "study x", At);
        File.AppendAllText(Ledger.Path, """{"test":"a","us""");
        Assert.Equal(1, Ledger.Count("a"));
        Assert.Equal(2, Ledger.Record("a", "study y", At));
        Assert.Equal(2, Ledger.Count("a"));
    }

    [Fact]
    public void Uses_recorded_at_the_same_time_get_different_numbers()
    {
        var numbers = new int[40];
        Parallel.For(0, numbers.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => numbers[i] = Ledger.Record("a", $"eval {i}", At));
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers.Order());
    }

    [Fact]
    public void A_ledger_that_cannot_be_written_is_named()
    {
        Directory.CreateDirectory(Ledger.Path);
        Assert.Contains(Ledger.Path, Assert.Throws<PromptOptException>(() => Ledger.Record("a", "eval", At)).Message, StringComparison.Ordinal);
    }
}
