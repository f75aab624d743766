using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>What the trials of a study say about single sentences.</summary>
internal static class SentenceWorth
{
    /// <summary>Index of the sentence whose trials lead least, compared with those that do not have it; null if none may be replaced.</summary>
    /// <param name="sentences">Sentences of one instruction.</param>
    /// <param name="history">Trials with results.</param>
    public static int? IndexOfLeast(IReadOnlyList<PromptSentence> sentences, IEnumerable<Trial> history)
    {
        var tried = history.Where(t => t.Lead is not null)
            .Select(t => (Keys: PromptSentences.Split(t.Candidate.Instruction).Select(s => s.Key).ToHashSet(StringComparer.Ordinal), Lead: t.Lead!.Value)).ToArray();
        var prose = Enumerable.Range(0, sentences.Count).Where(i => sentences[i].IsProse).ToArray();
        return prose.Length == 0 ? null : prose.OrderBy(i => Worth(sentences[i].Key, tried)).ThenByDescending(i => i).First();
    }

    /// <summary>Mean lead of those that have the sentence, minus that of those that do not; 0 where one of the two is unknown.</summary>
    private static double Worth(string key, (HashSet<string> Keys, double Lead)[] tried)
    {
        var with = tried.Where(t => t.Keys.Contains(key)).Select(t => t.Lead).ToArray();
        var without = tried.Where(t => !t.Keys.Contains(key)).Select(t => t.Lead).ToArray();
        return with.Length == 0 || without.Length == 0 ? 0 : with.Average() - without.Average();
    }
}
