using PromptOpt.Tasks;

namespace PromptOpt.Studies;

/// <summary>
/// Keeps a study inside its limits. Work is reserved at the most it can cost before it starts, and settled at what it did cost; the price of
/// the final test stays reserved from the start, so calls and tokens are never overshot. Safe for concurrent use.
/// </summary>
public sealed class BudgetLedger
{
    private readonly Lock _gate = new();
    private readonly BudgetSpec _budget;
    private Spending _spent;
    private Spending _inFlight;
    private Spending _test;

    /// <summary>Opens the ledger.</summary>
    /// <param name="budget">The limits.</param>
    /// <param name="spent">What earlier sessions of the study spent.</param>
    public BudgetLedger(BudgetSpec budget, Spending spent)
    {
        _budget = budget;
        _spent = spent;
    }

    /// <summary>Whether tokens are limited, so that counting them beforehand is worth its time.</summary>
    public bool CountsTokens => _budget.Tokens is not null;

    /// <summary>Settled so far.</summary>
    public Spending Spent
    {
        get
        {
            lock (_gate) return _spent;
        }
    }

    /// <summary>Kept back for the final test.</summary>
    public Spending ReservedForTest
    {
        get
        {
            lock (_gate) return _test;
        }
    }

    /// <summary>Raises what is kept back for the final test; false, and nothing changed, if that no longer fits.</summary>
    public bool TryReserveTest(Spending test)
    {
        lock (_gate)
        {
            var wanted = new Spending(Math.Max(test.Calls, _test.Calls), Math.Max(test.Tokens, _test.Tokens), 0);
            if (!Fits(_spent + _inFlight + wanted)) return false;
            _test = wanted;
            return true;
        }
    }

    /// <summary>Frees what was kept back, because the test is about to run.</summary>
    public void ReleaseTest()
    {
        lock (_gate) _test = default;
    }

    /// <summary>Reserves work; false if it does not fit beside what is spent, in flight and kept back.</summary>
    /// <param name="most">The most it can cost.</param>
    public bool TryReserve(Spending most)
    {
        lock (_gate)
        {
            if (!Fits(_spent + _inFlight + _test + most)) return false;
            _inFlight += most;
            return true;
        }
    }

    /// <summary>Replaces a reservation by what was really spent.</summary>
    public void Settle(Spending reserved, Spending spent)
    {
        lock (_gate)
        {
            _inFlight = new(_inFlight.Calls - reserved.Calls, _inFlight.Tokens - reserved.Tokens, 0);
            _spent += spent;
        }
    }

    private bool Fits(Spending total) =>
        (_budget.Calls is not { } calls || total.Calls <= calls) && (_budget.Tokens is not { } tokens || total.Tokens <= tokens);
}
