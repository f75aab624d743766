namespace PromptOpt.Benchmarks;

/// <summary>The workload of each round: other texts every time, so that nothing of the last round can be reused, and the same ones for all sides.</summary>
internal sealed class Rounds(Func<int, Workload> create)
{
    private (int Round, Workload Work)? last;

    public Workload this[int round]
    {
        get
        {
            if (last is not { } made || made.Round != round) last = made = (round, create(round));
            return made.Work;
        }
    }
}
