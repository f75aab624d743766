using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>Where problems come from: the 12 of PROMST's published code (Chen et al. 2024), or drawn.</summary>
internal static class BlocksProblems
{
    private static readonly (string Piles, string Goals)[] Table =
    [
        ("a cb d", "cb"), ("ba cd", "ca"), ("adcb", "ac da"), ("bcad", "ad db"), ("cbad", "ad cb dc"), ("ab c d", "ab"),
        ("dabc", "ad bc"), ("ab cd", "ab ca dc"), ("a cbd", "bc ca db"), ("abcd", "cd"), ("abdc", "ad ba"), ("a b c d", "ab bc da"),
    ];

    /// <summary>How many published problems there are.</summary>
    public static int PublishedCount => Table.Length;

    /// <summary>A published problem, by number from 0. Piles are written from bottom to top with a for the first block, goals as top and bottom.</summary>
    public static BlocksState Published(int number, int stepLimit)
    {
        var (piles, goals) = Table[number];
        int[] below = new int[piles.Count(char.IsLetter)];
        foreach (string pile in piles.Split(' '))
        {
            for (int height = 0; height < pile.Length; height++) below[pile[height] - 'a'] = height == 0 ? BlocksState.Table : pile[height - 1] - 'a';
        }

        return new() { Below = below, Goals = [.. goals.Split(' ').Select(goal => (goal[0] - 'a', goal[1] - 'a'))], StepsLeft = stepLimit };
    }

    /// <summary>Draws piles, and some of the places of other piles as goals, until one goal at least does not hold.</summary>
    public static BlocksState Draw(BlocksSize size, SeededRandom random)
    {
        while (true)
        {
            int[] below = Piles(size.Blocks, random), wanted = Piles(size.Blocks, random);
            (int Top, int Below)[] all = [.. wanted.Select((under, top) => (top, under)).Where(place => place.under >= 0)];
            if (all.Length == 0) continue;
            var goals = random.Shuffled(all)[..(1 + random.Next(all.Length))].Order().ToArray();
            var drawn = new BlocksState { Below = below, Goals = goals, StepsLeft = size.StepLimit };
            if (drawn.Done < goals.Length) return drawn;
        }
    }

    private static int[] Piles(int blocks, SeededRandom random)
    {
        int[] below = new int[blocks];
        var tops = new List<int>();
        foreach (int block in random.Shuffled(Enumerable.Range(0, blocks)))
        {
            int pile = random.Next(tops.Count + 1);
            below[block] = pile == tops.Count ? BlocksState.Table : tops[pile];
            if (pile == tops.Count) tops.Add(block);
            else tops[pile] = block;
        }

        return below;
    }
}
