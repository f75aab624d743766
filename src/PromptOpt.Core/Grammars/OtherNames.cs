using System.Text;

namespace PromptOpt.Grammars;

/// <summary>Names of members that are none of those declared, written without escapes.</summary>
internal static class OtherNames
{
    /// <summary>All names but these.</summary>
    public static GrammarNode Than(IReadOnlyList<string> names) => Than([.. names.Select(name => name.EnumerateRunes().ToArray())], 0);

    private static GrammarNode Than(IReadOnlyList<Rune[]> names, int depth)
    {
        var branches = names.Where(name => name.Length > depth).GroupBy(name => name[depth].Value).ToList();
        var elsewhere = JsonCharacters.Plain.Except(CodePointSet.Of(branches.Select(branch => (branch.Key, branch.Key))));
        var ways = new List<GrammarNode>
        {
            GrammarNode.Sequence(new CharacterNode(elsewhere), new RepeatNode(new CharacterNode(JsonCharacters.Plain), 0, null)),
        };
        foreach (var branch in branches.Where(branch => JsonCharacters.Plain.Contains(branch.Key)))
            ways.Add(GrammarNode.Sequence(new CharacterNode(CodePointSet.Of((branch.Key, branch.Key))), Than([.. branch], depth + 1)));
        if (names.All(name => name.Length != depth)) ways.Add(GrammarNode.Nothing);
        return GrammarNode.Choice(ways);
    }
}
