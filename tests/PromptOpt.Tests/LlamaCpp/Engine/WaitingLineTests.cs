using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class WaitingLineTests
{
    private static readonly Slot Free = new(0);

    [Fact]
    public void The_request_whose_prompt_is_furthest_at_hand_goes_first()
    {
        var line = new WaitingLine();
        foreach (var first in new[] { 1, 5, 3 }) line.Add(Job(first));
        Assert.Equal([5, 3, 1], Enumerable.Range(0, 3).Select(_ => line.TakeNext(ByFirstToken)!.Value.Job.Prompt[0]));
    }

    [Fact]
    public void Equals_keep_their_order()
    {
        var line = new WaitingLine();
        var jobs = Enumerable.Range(0, 4).Select(_ => Job(7)).ToList();
        jobs.ForEach(line.Add);
        Assert.Equal(jobs, Enumerable.Range(0, 4).Select(_ => line.TakeNext(ByFirstToken)!.Value.Job));
    }

    [Fact]
    public void A_request_lets_only_so_many_others_pass()
    {
        var line = new WaitingLine();
        var patient = Job(1);
        line.Add(patient);
        var passed = 0;
        for (; passed < 1000; passed++)
        {
            line.Add(Job(9));
            if (line.TakeNext(ByFirstToken)!.Value.Job == patient) break;
        }

        Assert.Equal(WaitingLine.MostPassing, passed);
    }

    [Fact]
    public void Nobody_goes_while_there_is_no_slot()
    {
        var line = new WaitingLine();
        line.Add(Job(1));
        Assert.Null(line.TakeNext(_ => null));
        Assert.Equal(1, line.Count);
    }

    private static SlotChoice? ByFirstToken(int[] prompt) => new SlotChoice(Free, null, prompt[0]);

    private static ScoreJob Job(int first) => new([first, 0, 0], new ScorePlan([[1]], includeEnd: false, 0), null, CancellationToken.None);
}
