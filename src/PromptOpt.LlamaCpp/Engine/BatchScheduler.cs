using System.Diagnostics;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Decides what the next native call computes. Requests join and leave between calls. A call holds either prompt pieces, or one token of
/// every generating request, or one step of a scoring wave: never a mix, so that the numbers a request sees do not depend on its company.
/// Used by the engine thread only.
/// </summary>
internal sealed class BatchScheduler
{
    /// <summary>Prompt calls in a row before the generating requests get a step.</summary>
    private const int PrefillsPerStep = 8;

    private readonly ISequenceDecoder decoder;
    private readonly EngineCounters counters;
    private readonly DecodeBatch batch;
    private readonly Slot[] slots;
    private readonly LinkedList<SequenceJob> waiting = [];
    private readonly List<SequenceJob> prefilling = [];
    private readonly List<GenerateJob> generating = [];
    private readonly ScoringWave wave = new();
    private int prefillsInARow;
    private long uses;

    public BatchScheduler(ISequenceDecoder decoder, EngineCounters counters)
    {
        this.decoder = decoder;
        this.counters = counters;
        batch = new DecodeBatch(decoder.BatchTokens);
        slots = [.. Enumerable.Range(0, decoder.SequenceCount).Select(id => new Slot(id))];
    }

    public bool HasWork => waiting.Count + Active > 0;

    public int Waiting => waiting.Count;

    public int Active => prefilling.Count + generating.Count + wave.Count;

    public void Enqueue(SequenceJob job) => waiting.AddLast(job);

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
        if (wave.Count > 0) Score();
    }

    /// <summary>Ends every request.</summary>
    public void Abandon(Action<SequenceJob> end)
    {
        foreach (var job in waiting) end(job);
        waiting.Clear();
        foreach (var slot in slots)
        {
            if (slot.Job is not { } job) continue;
            Leave(job, forget: true);
            end(job);
        }
    }

    private void RemoveCancelled()
    {
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Cancellation.IsCancellationRequested)
            {
                waiting.Remove(node);
                node.Value.Cancel();
            }

            node = next;
        }

        foreach (var slot in slots)
        {
            if (slot.Job is not { Cancellation.IsCancellationRequested: true } job) continue;
            Leave(job);
            job.Cancel();
        }
    }

    private bool Prefill()
    {
        if (prefilling.Count == 0) Admit();
        if (prefilling.Count == 0) return false;
        var piece = PrefillPlan.NextPiece(prefilling[0].Remaining, batch.Capacity / prefilling.Count);
        SequenceJob[] group = [.. prefilling.OrderBy(job => job.Slot!.Id)];
        batch.Clear();
        foreach (var job in group) AddPiece(job, piece);
        if (Decode(group, promptTokens: batch.Count)) AfterPrefill(group, piece);
        return true;
    }

    // A request gets its slot just before its prompt is computed, when everything computed so far can be reused.
    private void Admit()
    {
        var scanned = 0;
        for (var node = waiting.First; node is not null && scanned < 4 * slots.Length; scanned++)
        {
            var next = node.Next;
            if (SlotChoice.For(slots, node.Value.Prompt) is not { } choice) return;
            if (prefilling.Count == 0 || GoesAlong(node.Value, choice))
            {
                waiting.Remove(node);
                Occupy(node.Value, choice);
            }

            node = next;
        }
    }

    // Several prompts go into one call if as many tokens are missing from each, since llama.cpp would cut unequal ones into pieces of
    // its own, and if no beginning that they share would be computed twice.
    private bool GoesAlong(SequenceJob job, SlotChoice choice) =>
        job.Prompt.Length - choice.Reused == prefilling[0].Remaining &&
        (prefilling.Count + 1) * prefilling[0].Remaining <= batch.Capacity &&
        prefilling.TrueForAll(other => other.Prompt.AsSpan().CommonPrefixLength(job.Prompt) <= choice.Reused + SlotChoice.CopyThreshold);

    private void Occupy(SequenceJob job, SlotChoice choice)
    {
        var (slot, donor, reused) = choice;
        if (donor is not null)
        {
            decoder.Copy(donor.Id, slot.Id);
            slot.Tokens.Clear();
            slot.Tokens.AddRange(job.Prompt.AsSpan(0, reused));
        }

        Trim(slot, reused);
        slot.LastUsed = ++uses;
        job.Occupy(slot, reused);
        counters.Reused(reused);
        prefilling.Add(job);
    }

    private void AddPiece(SequenceJob job, int piece)
    {
        for (var i = job.Computed; i < job.Computed + piece; i++)
            batch.Add(job.Prompt[i], i, job.Slot!.Id, wantsLogits: i == job.Prompt.Length - 1);
    }

    private void AfterPrefill(SequenceJob[] group, int piece)
    {
        for (var i = 0; i < group.Length; i++)
        {
            var job = group[i];
            job.Slot!.Tokens.AddRange(job.Prompt.AsSpan(job.Computed, piece));
            job.Computed += piece;
            if (job.Remaining > 0) continue;
            prefilling.Remove(job);
            if (job.OnPromptComputed(decoder.Logits(((i + 1) * piece) - 1))) Finish(job);
            else if (job is GenerateJob generate) generating.Add(generate);
            else wave.Join((ScoreJob)job);
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

    private void Score()
    {
        var (step, members) = wave.Next();
        foreach (var group in members.Chunk(Math.Max(1, batch.Capacity / step.Tokens.Count)))
        {
            batch.Clear();
            foreach (var job in group)
            {
                decoder.Truncate(job.Slot!.Id, job.Prompt.Length + step.Depth);
                for (var i = 0; i < step.Tokens.Count; i++)
                    batch.Add(step.Tokens[i], job.Prompt.Length + step.Depth + i, job.Slot.Id, wantsLogits: step.Reads[i].Count > 0);
            }

            if (!Decode(group, outputTokens: batch.Count)) continue;
            for (var i = 0; i < batch.Count; i++)
            {
                var (member, token) = Math.DivRem(i, step.Tokens.Count);
                if (step.Reads[token].Count > 0) group[member].Read(decoder.Logits(i), step.Reads[token]);
            }
        }

        foreach (var job in wave.Finished()) Finish(job);
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
            Leave(job, forget: true);
            job.Fail(new EngineFailedException(
                $"llama.cpp failed to compute a batch of {batch.Count} tokens (status {status}): {cause}. Other requests go on; try this one again."));
        }

        return false;
    }

    private void Finish(SequenceJob job)
    {
        Leave(job);
        job.Succeed();
    }

    // What was computed of the prompt stays for later requests; what came after it is forgotten.
    private void Leave(SequenceJob job, bool forget = false)
    {
        var slot = job.Slot!;
        prefilling.Remove(job);
        if (job is GenerateJob generate) generating.Remove(generate);
        if (job is ScoreJob score) wave.Leave(score);
        slot.Job = null;
        slot.LastUsed = ++uses;
        Trim(slot, forget ? 0 : slot.Tokens.Count);
    }

    private void Trim(Slot slot, int length)
    {
        decoder.Truncate(slot.Id, length);
        if (slot.Tokens.Count > length) slot.Tokens.RemoveRange(length, slot.Tokens.Count - length);
    }
}
