using System.Diagnostics;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Decides what the next native call computes. Requests join and leave between calls. A call holds either prompt pieces, or one token of
/// every generating request, or one stretch of each of some scoring requests: never a mix, so that the numbers a request sees do not depend on
/// its company. Used by the engine thread only.
/// </summary>
internal sealed class BatchScheduler
{
    /// <summary>Prompt calls in a row before the requests whose prompt is computed get a step.</summary>
    private const int PrefillsPerStep = 8;

    private readonly ISequenceDecoder decoder;
    private readonly EngineCounters counters;
    private readonly DecodeBatch batch;
    private readonly SequencePool pool;
    private readonly WaitingLine waiting = new();
    private readonly List<SequenceJob> prefilling = [];
    private readonly List<GenerateJob> generating = [];
    private readonly List<ScoreJob> scoring = [];
    private int prefillsInARow;

    /// <param name="decoder">The context; disposed by whoever made it.</param>
    /// <param name="counters">Told what is computed.</param>
    /// <param name="savedBytes">Memory for computed beginnings outside the context.</param>
    public BatchScheduler(ISequenceDecoder decoder, EngineCounters counters, long savedBytes)
    {
        this.decoder = decoder;
        this.counters = counters;
        batch = new DecodeBatch(decoder.BatchTokens);
        pool = new SequencePool(decoder, counters, savedBytes);
    }

    public bool HasWork => waiting.Count + Active > 0;

    public int Waiting => waiting.Count;

    public int Active => prefilling.Count + generating.Count + scoring.Count;

    public void Enqueue(SequenceJob job) => waiting.Add(job);

    /// <summary>Makes one native call, or two where generating and scoring requests are both at hand.</summary>
    public void Step()
    {
        RemoveCancelled();
        if ((generating.Count == 0 || prefillsInARow < PrefillsPerStep) && Prefill())
        {
            prefillsInARow++;
            return;
        }

        prefillsInARow = 0;
        if (generating.Count > 0) Generate();
        if (scoring.Count > 0) Score();
    }

    /// <summary>Ends every request and forgets what was saved.</summary>
    public void Abandon(Action<SequenceJob> end)
    {
        foreach (var job in waiting.Clear()) end(job);
        foreach (var slot in pool.Slots)
        {
            if (slot.Job is not { } job) continue;
            Leave(job, []);
            end(job);
        }

        pool.ForgetSaved();
    }

    private void RemoveCancelled()
    {
        waiting.RemoveCancelled();
        foreach (var slot in pool.Slots)
        {
            if (slot.Job is not { Cancellation.IsCancellationRequested: true } job) continue;
            Leave(job, job.Kept);
            job.Cancel();
        }
    }

    private bool Prefill()
    {
        if (prefilling.Count == 0) Admit();
        if (prefilling.Count == 0) return false;
        var piece = PrefillPlan.NextPiece(prefilling[0].Prompt, prefilling[0].Computed, batch.Capacity / prefilling.Count);
        SequenceJob[] group = [.. prefilling.OrderBy(job => job.Slot!.Id)];
        batch.Clear();
        foreach (var job in group) AddPiece(job, piece);
        if (Decode(group, promptTokens: batch.Count)) AfterPrefill(group, piece);
        return true;
    }

    // A request gets its slot just before its prompt is computed, when everything computed so far can be reused.
    private void Admit()
    {
        if (waiting.TakeNext(pool.Choose) is not { } first) return;
        Occupy(first.Job, first.Choice);
        if (PrefillPlan.IsText(first.Job.Prompt.AsSpan(first.Job.Computed))) waiting.TakeAlong(HasRoom, pool.Choose, GoesAlong, Occupy);
    }

    private void Occupy(SequenceJob job, SlotChoice choice)
    {
        pool.Occupy(job, choice);
        prefilling.Add(job);
    }

    private bool HasRoom() => (prefilling.Count + 1) * prefilling[0].Remaining <= batch.Capacity;

    // Several prompts go into one call if as many tokens are missing from each, since llama.cpp would cut unequal ones into pieces of
    // its own, and if no beginning that they share would be computed twice.
    private bool GoesAlong(SequenceJob job, SlotChoice choice) =>
        job.Prompt.Length - choice.Reused == prefilling[0].Remaining &&
        choice.Donor is not SavedPrefix && // may turn out to be unusable
        PrefillPlan.IsText(job.Prompt.AsSpan(choice.Reused)) &&
        prefilling.TrueForAll(other => other.Prompt.AsSpan().CommonPrefixLength(job.Prompt) <= choice.Reused + SlotChoice.CopyThreshold);

    private void AddPiece(SequenceJob job, int piece)
    {
        for (var i = job.Computed; i < job.Computed + piece; i++)
            batch.Add(PromptToken.Id(job.Prompt[i]), i, job.Slot!.Id, wantsLogits: i == job.Prompt.Length - 1);
    }

    private void AfterPrefill(SequenceJob[] group, int piece)
    {
        for (var i = 0; i < group.Length; i++)
        {
            var job = group[i];
            job.Computed += piece;
            pool.Computed(job);
            if (job.Remaining > 0) continue;
            prefilling.Remove(job);
            if (job.OnPromptComputed(decoder.Logits(((i + 1) * piece) - 1))) Finish(job);
            else if (job is GenerateJob generate) generating.Add(generate);
            else scoring.Add((ScoreJob)job);
        }
    }

    private void Generate()
    {
        GenerateJob[] group = [.. generating.OrderBy(job => job.Slot!.Id)];
        batch.Clear();
        foreach (var job in group) batch.Add(job.NextToken, job.NextPosition, job.Slot!.Id, wantsLogits: true);
        if (!Decode(group, outputTokens: group.Length)) return;
        for (var i = 0; i < group.Length; i++)
        {
            if (group[i].OnStep(decoder.Logits(i))) Finish(group[i]);
        }
    }

    // The request that has been scoring for longest, and all others whose next stretch is as long: which tokens it holds may differ from row to row.
    private void Score()
    {
        var length = scoring[0].NextStep.Tokens.Count;
        ScoreJob[] group = [.. scoring.Where(job => job.NextStep.Tokens.Count == length).Take(Math.Max(1, batch.Capacity / length)).OrderBy(job => job.Slot!.Id)];
        batch.Clear();
        foreach (var job in group) AddStretch(job);
        if (!Decode(group, outputTokens: batch.Count)) return;
        for (var i = 0; i < group.Length; i++)
        {
            for (var token = 0; token < length; token++)
            {
                if (group[i].NextStep.Reads[token] is { Count: > 0 } reads) group[i].Read(decoder.Logits((i * length) + token), reads);
            }

            if (group[i].Advance()) Finish(group[i]);
        }
    }

    private void AddStretch(ScoreJob job)
    {
        var step = job.NextStep;
        decoder.Truncate(job.Slot!.Id, job.Prompt.Length + step.Depth);
        for (var i = 0; i < step.Tokens.Count; i++)
            batch.Add(step.Tokens[i], job.Prompt.Length + step.Depth + i, job.Slot.Id, wantsLogits: step.Reads[i].Count > 0);
    }

    private bool Decode(IReadOnlyList<SequenceJob> group, int promptTokens = 0, int outputTokens = 0)
    {
        var start = Stopwatch.GetTimestamp();
        var status = decoder.Decode(batch);
        counters.Computed(promptTokens, outputTokens, Stopwatch.GetElapsedTime(start));
        if (status == 0) return true;
        var cause = decoder.FailureCause;
        foreach (var job in group)
        {
            Leave(job, []);
            job.Fail(new EngineFailedException(
                $"llama.cpp failed to compute a batch of {batch.Count} tokens (status {status}): {cause}. Other requests go on; try this one again."));
        }

        return false;
    }

    private void Finish(SequenceJob job)
    {
        Leave(job, job.Kept);
        job.Succeed();
    }

    private void Leave(SequenceJob job, ReadOnlySpan<int> kept)
    {
        prefilling.Remove(job);
        if (job is GenerateJob generate) generating.Remove(generate);
        if (job is ScoreJob score) scoring.Remove(score);
        pool.Release(job, kept);
    }
}
