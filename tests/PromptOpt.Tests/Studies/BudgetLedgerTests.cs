using FsCheck.Xunit;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Studies;

public sealed class BudgetLedgerTests
{
    [Property]
    public bool Whatever_is_reserved_and_settled_the_limits_hold(byte[] wanted, byte[] used)
    {
        var ledger = new BudgetLedger(new() { Calls = 500, Tokens = 2000 }, new(7, 30, 30));
        ledger.TryReserveTest(new(100, 400, 0));
        for (int i = 0; i < wanted.Length; i++)
        {
            var most = new Spending(wanted[i], wanted[i] * 4L, 0);
            if (!ledger.TryReserve(most)) continue;
            long share = i < used.Length ? used[i] : 255;
            ledger.Settle(most, new(most.Calls, most.Tokens * share / 255, 0));
        }

        var after = ledger.Spent;
        ledger.ReleaseTest();
        return after.Calls <= 400 && after.Tokens <= 1600 && ledger.TryReserve(new(100, 400, 0));
    }

    [Fact]
    public void Work_in_flight_counts_at_the_most_it_can_cost()
    {
        var ledger = new BudgetLedger(new() { Calls = 10 }, default);
        Assert.True(ledger.TryReserve(new(6, 0, 0)));
        Assert.False(ledger.TryReserve(new(5, 0, 0)));
        ledger.Settle(new(6, 0, 0), new(4, 0, 0));
        Assert.True(ledger.TryReserve(new(6, 0, 0)));
    }

    [Fact]
    public void A_reserve_for_the_test_only_grows_and_is_refused_when_it_does_not_fit()
    {
        var ledger = new BudgetLedger(new() { Calls = 100, Tokens = 1000 }, default);
        Assert.True(ledger.TryReserveTest(new(40, 500, 0)));
        Assert.True(ledger.TryReserveTest(new(40, 300, 0)));
        Assert.Equal(500, ledger.ReservedForTest.Tokens);
        Assert.False(ledger.TryReserveTest(new(40, 1001, 0)));
        Assert.Equal(500, ledger.ReservedForTest.Tokens);
    }

    [Fact]
    public void Without_limits_everything_fits()
    {
        var ledger = new BudgetLedger(new() { Trials = 1 }, default);
        Assert.False(ledger.CountsTokens);
        Assert.True(ledger.TryReserve(new(1_000_000, 1_000_000, 0)));
    }
}
