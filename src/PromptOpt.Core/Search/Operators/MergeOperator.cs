using System.Text.Json;
using PromptOpt.Candidates;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// Merges the parent with a good trial of another lineage: what each of the two has that their common ancestor has not, sentence by sentence, all of it
/// or a random half; everything but the instruction is taken from the one that changed it (after GEPA's merge, Agrawal et al. 2025).
/// </summary>
internal sealed class MergeOperator() : Operator("merge", new(2, 3))
{
    private const int MostMates = 5;

    public override bool Applies(ProposalContext context) => Mates(context).Any();

    protected override Proposal? Propose(ProposalContext context)
    {
        var mates = Mates(context).ToArray();
        context.Random.Shuffle(mates);
        bool takesAll = context.Random.NextDouble() < 0.5;
        foreach (var mate in mates)
        {
            var ancestor = new TrialLineage(context.History).CommonAncestor(context.Parent, mate)!.Candidate;
            var merged = Others(context.Base, mate.Candidate, ancestor);
            if (Instruction(context, mate.Candidate, ancestor, takesAll) is { } instruction) merged = merged with { Instruction = instruction };
            else if (CandidateJson.Identity(merged) == CandidateJson.Identity(context.Base)) continue;
            if (CandidateJson.Identity(merged) == CandidateJson.Identity(mate.Candidate)) continue;
            string what = takesAll ? "all that is new in both" : "half of what is new in both";
            return new(merged, $"merged with trial {mate.Number}: {what}") { OtherParent = mate.Number };
        }

        return null;
    }

    /// <summary>The best trials that neither descend from the parent nor it from them.</summary>
    private static IEnumerable<Trial> Mates(ProposalContext context)
    {
        var lineage = new TrialLineage(context.History);
        return context.Order.Ranked(context.History)
            .Where(t => !lineage.AreRelated(t, context.Parent) && lineage.CommonAncestor(t, context.Parent) is not null).Take(MostMates);
    }

    /// <summary>The instruction of both; null if it takes nothing from the mate.</summary>
    private static string? Instruction(ProposalContext context, Candidate mate, Candidate ancestor, bool takesAll)
    {
        var known = Keys(PromptSentences.Split(ancestor.Instruction));
        var sentences = PromptSentences.Split(context.Base.Instruction);
        for (int i = sentences.Count - 1; i >= 0 && !takesAll; i--)
        {
            if (sentences.Count > 1 && sentences[i].IsProse && !known.Contains(sentences[i].Key) && context.Random.NextDouble() < 0.5)
                PromptSentences.RemoveAt(sentences, i);
        }

        int taken = 0;
        PromptSentence? before = null; // the mate's sentence before the one at hand
        foreach (var sentence in PromptSentences.Split(mate.Instruction))
        {
            bool isNew = sentence.IsProse && !known.Contains(sentence.Key) && !Keys(sentences).Contains(sentence.Key);
            if (isNew && (takesAll || context.Random.NextDouble() < 0.5))
            {
                int place = sentences.FindIndex(s => s.Key == before?.Key);
                if (sentences.Count == 0) sentences.Add(sentence with { Gap = "" });
                else PromptSentences.InsertAfter(sentences, place < 0 ? sentences.Count - 1 : place, sentence.Text, before?.Gap ?? "\n");
                taken++;
            }

            before = sentence;
        }

        return taken == 0 ? null : PromptSentences.Join(sentences);
    }

    /// <summary>Each part from the mate where only the mate changed it. Label words stay, since the instruction names them.</summary>
    private static Candidate Others(Candidate own, Candidate mate, Candidate ancestor) => own with
    {
        User = Changed(own, mate, ancestor, c => c.User),
        AnswerPrefix = Changed(own, mate, ancestor, c => c.AnswerPrefix),
        Examples = Changed(own, mate, ancestor, c => c.Examples),
        Layout = Changed(own, mate, ancestor, c => c.Layout),
        NearestExamples = Changed(own, mate, ancestor, c => c.NearestExamples),
        Mode = Changed(own, mate, ancestor, c => c.Mode),
        Decoding = Changed(own, mate, ancestor, c => c.Decoding),
        AnswerSeed = Changed(own, mate, ancestor, c => c.AnswerSeed),
    };

    private static T Changed<T>(Candidate own, Candidate mate, Candidate ancestor, Func<Candidate, T> part) =>
        JsonSerializer.Serialize(part(own)) == JsonSerializer.Serialize(part(ancestor)) ? part(mate) : part(own);

    private static HashSet<string> Keys(IEnumerable<PromptSentence> sentences) => sentences.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
}
