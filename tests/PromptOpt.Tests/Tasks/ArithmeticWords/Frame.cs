using System.Text.RegularExpressions;

namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>
/// A sentence pattern. <c>{N}</c> and <c>{M}</c> are two names, <c>{a}</c> to <c>{d}</c> numbers, <c>{a T}</c> a number with its thing in the right
/// form, <c>{T}</c> and <c>{U}</c> two kinds of things in the plural, anything else a word with synonyms.
/// </summary>
/// <param name="Text">The pattern.</param>
/// <param name="Formula">The answer, in the letters of the numbers; read by the tests only.</param>
/// <param name="Things">Kind of things: a key of <see cref="Words.Things"/>.</param>
/// <param name="Draw">Draws the numbers in the order of their letters.</param>
/// <param name="Solve">The answer; what the generator writes.</param>
internal sealed partial record Frame(string Text, string Formula, string Things, Func<SplitMix, int[]> Draw, Func<int[], int> Solve)
{
    public (string Input, int Answer) Render(SplitMix random)
    {
        var numbers = Draw(random);
        var first = random.Pick(Words.Names);
        var second = random.Pick([.. Words.Names.Where(name => name != first)]);
        var thing = random.Pick(Words.Things[Things]);
        var other = random.Pick([.. Words.Things[Things].Where(t => t != thing)]);
        var text = Slot().Replace(Text, match => match.Groups[1].Value switch
        {
            "N" => first,
            "M" => second,
            "T" => thing.Many,
            "U" => other.Many,
            [var letter and >= 'a' and <= 'd'] => $"{numbers[letter - 'a']}",
            [var letter, ' ', 'T'] => thing.Counted(numbers[letter - 'a']),
            [var letter, ' ', 'U'] => other.Counted(numbers[letter - 'a']),
            var word => random.Pick(Words.Synonyms[word]),
        });
        return (text, Solve(numbers));
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    public static partial Regex Slot();
}
