using System.Diagnostics;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Loading;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Benchmarks;

/// <summary>
/// What a careful program would write straight against the native functions, without queue, scheduling or sharing. Same context
/// parameters, threads, batch size and arg-max as the engine.
/// </summary>
internal sealed class PlainLoop(LoadedModel model)
{
    private readonly DecodeBatch batch = new(model.Context.BatchTokens);
    private readonly int[] banned = [.. Enumerable.Range(0, model.Vocabulary.Size).Where(model.Vocabulary.EndsGeneration)];

    /// <summary>All requests at once, each in a sequence of its own: whole prompts as many as fit a call, then all sequences step by step.</summary>
    public int[][] Together(int[][] prompts, int answerTokens) => Together(prompts, answerTokens, held: 0);

    /// <summary>The same where the sequences hold these prompts already, but for the last two tokens: as much as the engine computes again.</summary>
    public int[][] Resume(int[][] prompts, int answerTokens) => Together(prompts, answerTokens, prompts[0].Length - 2);

    /// <summary>One request after the other, each prompt computed in full.</summary>
    public int[][] Serial(int[][] prompts, int answerTokens) =>
        [.. prompts.Select(prompt => Together([prompt], answerTokens)[0])];

    /// <summary>Measures one of these ways.</summary>
    public static Task<Turn> TimeAsync(Workload work, Func<int[][], int, int[][]> way)
    {
        var start = Stopwatch.GetTimestamp();
        var answers = way(work.Tokens, work.AnswerTokens);
        return Task.FromResult(new Turn(Stopwatch.GetElapsedTime(start).TotalSeconds, work.TotalTokens, answers));
    }

    private int[][] Together(int[][] prompts, int answerTokens, int held)
    {
        var answers = prompts.Select(_ => new List<int>()).ToArray();
        foreach (var group in Enumerable.Range(0, prompts.Length).Chunk(Math.Max(1, batch.Capacity / (prompts[0].Length - held))))
        {
            foreach (var sequence in group) model.Context.Truncate(sequence, held);
            Prefill(prompts, group, answers, held);
        }

        for (var step = 1; step < answerTokens; step++)
        {
            batch.Clear();
            for (var i = 0; i < prompts.Length; i++) batch.Add(answers[i][^1], prompts[i].Length + step - 1, i, wantsLogits: true);
            Decode();
            for (var i = 0; i < prompts.Length; i++) answers[i].Add(Best(i));
        }

        return [.. answers.Select(answer => answer.ToArray())];
    }

    private void Prefill(int[][] prompts, int[] group, List<int>[] answers, int held)
    {
        var length = prompts[0].Length;
        for (var start = held; start < length;)
        {
            var piece = PrefillPlan.NextPiece(prompts[0], start, batch.Capacity / group.Length);
            batch.Clear();
            foreach (var sequence in group)
                for (var i = start; i < start + piece; i++)
                    batch.Add(prompts[sequence][i], i, sequence, wantsLogits: i == length - 1);
            Decode();
            start += piece;
        }

        for (var i = 0; i < group.Length; i++) answers[group[i]].Add(Best(((i + 1) * batch.Count / group.Length) - 1));
    }

    private int Best(int index)
    {
        var logits = model.Context.Logits(index);
        foreach (var token in banned) logits[token] = float.NegativeInfinity;
        return LogNormalizer.ArgMax(logits);
    }

    private void Decode()
    {
        if (model.Context.Decode(batch) is not 0 and var status)
            throw new InvalidOperationException($"llama_decode returned {status}: {model.Context.FailureCause}");
    }
}
