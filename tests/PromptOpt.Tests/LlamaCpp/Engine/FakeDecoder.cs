using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

/// <summary>
/// A decoder whose logits are a hash of everything the sequence holds and of how it was computed: an entry computed alone differs from
/// one computed in a longer piece, as in llama.cpp. So a result shows every mistake in what a slot is believed to hold.
/// </summary>
internal sealed class FakeDecoder(int sequences = 4, int contextTokens = 512, int batchTokens = 64) : ISequenceDecoder
{
    public const int VocabularySize = 40;

    private readonly List<int>[] contents = [.. Enumerable.Range(0, sequences).Select(_ => new List<int>())];
    private readonly Dictionary<int, float[]> logits = [];

    /// <summary>How many tokens each call computed of each sequence.</summary>
    public List<Dictionary<int, int>> Calls { get; } = [];

    /// <summary>Returned instead of computing, once.</summary>
    public int? NextStatus { get; set; }

    /// <summary>Whether saved states cannot be put back.</summary>
    public bool FailsToRestore { get; init; }

    public int SequenceCount => sequences;

    public int ContextTokens => contextTokens;

    public int BatchTokens => batchTokens;

    public string FailureCause => "a made-up failure";

    public int TokensComputed => Calls.Sum(call => call.Values.Sum());

    public int Decode(DecodeBatch batch)
    {
        if (NextStatus is { } status)
        {
            NextStatus = null;
            return status;
        }

        logits.Clear();
        var counts = batch.Sequences.ToArray().CountBy(sequence => sequence).ToDictionary();
        Assert.Single(counts.Values.Distinct());
        Calls.Add(counts);
        for (var i = 0; i < batch.Count; i++)
        {
            var content = contents[batch.Sequences[i]];
            Assert.Equal(content.Count, batch.Positions[i]);
            content.Add(batch.Tokens[i] + (counts[batch.Sequences[i]] == 1 ? 1000 : 0));
            if (batch.Outputs[i] != 0) logits[i] = Hash(content);
        }

        return 0;
    }

    public Span<float> Logits(int index) => logits[index];

    public void Truncate(int sequence, int length)
    {
        var content = contents[sequence];
        if (content.Count > length) content.RemoveRange(length, content.Count - length);
    }

    public void Copy(int source, int target)
    {
        Assert.NotEqual(source, target);
        contents[target].Clear();
        contents[target].AddRange(contents[source]);
    }

    public long StateSize(int sequence) => sizeof(int) * (1 + contents[sequence].Count);

    public SequenceState Save(int sequence)
    {
        var state = new SequenceState((nuint)StateSize(sequence));
        int[] values = [contents[sequence].Count, .. contents[sequence]];
        Marshal.Copy(values, 0, state.DangerousGetHandle(), values.Length);
        return state;
    }

    public bool Restore(SequenceState state, int sequence)
    {
        contents[sequence].Clear();
        if (FailsToRestore) return false;
        var values = new int[state.Size / sizeof(int)];
        Marshal.Copy(state.DangerousGetHandle(), values, 0, values.Length);
        contents[sequence].AddRange(values.AsSpan(1, values[0]));
        return true;
    }

    public void Dispose()
    {
    }

    private static float[] Hash(List<int> content)
    {
        var hash = 17u;
        foreach (var token in content) hash = (hash * 31) + (uint)token + 7;
        var random = new Random((int)hash);
        return [.. Enumerable.Range(0, VocabularySize).Select(_ => (float)((random.NextDouble() * 8) - 4))];
    }
}
