namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Requests that wait for a slot. The one whose prompt is furthest at hand goes first, so that requests with a common beginning follow each
/// other; but each lets only so many others pass.
/// </summary>
internal sealed class WaitingLine
{
    /// <summary>Requests that may pass one that came before them.</summary>
    public const int MostPassing = 64;

    /// <summary>Requests looked at, from the oldest on.</summary>
    private const int Window = 64;

    private readonly LinkedList<SequenceJob> jobs = [];

    public int Count => jobs.Count;

    public void Add(SequenceJob job) => jobs.AddLast(job);

    /// <summary>Takes out the cancelled ones.</summary>
    public void RemoveCancelled()
    {
        foreach (var node in Nodes())
        {
            if (!node.Value.Cancellation.IsCancellationRequested) continue;
            jobs.Remove(node);
            node.Value.Cancel();
        }
    }

    /// <summary>Takes the request to compute next: the one whose prompt is furthest at hand, or the oldest if it has let enough others pass.</summary>
    /// <param name="choose">The best slot for a prompt; null when there is none.</param>
    public (SequenceJob Job, SlotChoice Choice)? TakeNext(Func<int[], SlotChoice?> choose)
    {
        (LinkedListNode<SequenceJob> Node, SlotChoice Choice)? best = null;
        foreach (var node in Nodes().Take(jobs.First?.Value.Passed >= MostPassing ? 1 : Window))
        {
            if (choose(node.Value.Prompt) is not { } choice) return null;
            if (best is null || choice.Reused > best.Value.Choice.Reused) best = (node, choice);
        }

        return best is { } found ? Take(found.Node, found.Choice) : null;
    }

    /// <summary>Takes the requests that can go along with those whose prompts are being computed, oldest first, while there is room.</summary>
    public void TakeAlong(
        Func<bool> hasRoom, Func<int[], SlotChoice?> choose, Func<SequenceJob, SlotChoice, bool> goesAlong, Action<SequenceJob, SlotChoice> take)
    {
        foreach (var node in Nodes().Take(Window))
        {
            if (!hasRoom() || choose(node.Value.Prompt) is not { } choice) return;
            if (!goesAlong(node.Value, choice)) continue;
            Take(node, choice);
            take(node.Value, choice);
        }
    }

    /// <summary>Takes all out.</summary>
    public IReadOnlyList<SequenceJob> Clear()
    {
        SequenceJob[] all = [.. jobs];
        jobs.Clear();
        return all;
    }

    private (SequenceJob, SlotChoice) Take(LinkedListNode<SequenceJob> node, SlotChoice choice)
    {
        for (var older = node.Previous; older is not null; older = older.Previous) older.Value.Passed++;
        jobs.Remove(node);
        return (node.Value, choice);
    }

    private IEnumerable<LinkedListNode<SequenceJob>> Nodes()
    {
        for (var node = jobs.First; node is not null;)
        {
            var next = node.Next;
            yield return node;
            node = next;
        }
    }
}
