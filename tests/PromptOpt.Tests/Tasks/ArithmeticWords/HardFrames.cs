namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Level 3: two steps.</summary>
internal static class HardFrames
{
    public static IReadOnlyList<Frame> All { get; } =
    [
        Plain("{N} has {a T}, {gets} {b} more and then {loses} {c}. How many {T} does {N} have now?", "a + b - c", n => n[0] + n[1] - n[2]),
        Plain("{N} has {a T} and {loses} {b}. Then {N} {gets} {c} more. How many {T} does {N} have now?", "a - b + c", n => n[0] - n[1] + n[2]),
        Plain("{N} has {a T}, {M} has {b T} and a friend has {c T}. How many {T} do they have {in all}?", "a + b + c", n => n[0] + n[1] + n[2]),
        Plain("{N} has {a T}. {M} has {b T} fewer. How many {T} do they have {in all}?", "a + a - b", n => n[0] + n[0] - n[1]),
        Plain("{N} has {a T}. {M} has {b T} more than {N}. How many {T} do they have {in all}?", "a + a + b", n => n[0] + n[0] + n[1]),
        Plain("There are {a T} {place}. {N} takes {b} and {M} takes {d}. How many {T} are left?", "a - b - d", n => n[0] - n[1] - n[3]),
        Groups("{N} has {a} {container} with {b T} in each and {c T} on a plate. How many {T} does {N} have {in all}?", "a * b + c", n => (n[0] * n[1]) + n[2]),
        Groups("{N} buys {a} {container} with {b T} in each and eats {c T}. How many {T} are left?", "a * b - c", n => (n[0] * n[1]) - n[2]),
        Groups("{N} has {c T} and gets {a} {container} with {b T} in each. How many {T} does {N} have now?", "c + a * b", n => n[2] + (n[0] * n[1])),
        Groups("One ticket costs {b} dollars. {N} buys {a} tickets and a drink for {c} dollars. How many dollars does {N} pay?", "b * a + c", n => (n[1] * n[0]) + n[2]),
        Groups("{N} saves {b} dollars a week for {a} weeks and then spends {c} dollars. How many dollars does {N} have left?", "b * a - c", n => (n[1] * n[0]) - n[2]),
        Groups("{N} bakes {b T} on each of {a} days and gives away {c T}. How many {T} does {N} keep?", "b * a - c", n => (n[1] * n[0]) - n[2]),
        Shared("{N} has {a T} and gets {b} more. {N} shares them equally among {c} friends. How many {T} does each friend get?", "(a + b) / c", n => (n[0] + n[1]) / n[2]),
        Shared("{N} picks {a T} and {M} picks {b T}. They put them all into {c} bags, the same number in each. How many {T} are in one bag?", "(a + b) / c", n => (n[0] + n[1]) / n[2]),
        Shared("{a} boys and {b} girls form {c} teams of the same size. How many children are in each team?", "(a + b) / c", n => (n[0] + n[1]) / n[2]),
        Plain("A bus carries {a} people. At a stop {b} people get off and {c} get on. How many people are on the bus now?", "a - b + c", n => n[0] - n[1] + n[2]),
    ];

    private static Frame Plain(string text, string formula, Func<int[], int> solve) => new(text, formula, "goods", DrawPlain, solve);

    private static Frame Groups(string text, string formula, Func<int[], int> solve) => new(text, formula, "food", DrawGroups, solve);

    private static Frame Shared(string text, string formula, Func<int[], int> solve) => new(text, formula, "goods", DrawShared, solve);

    // The first number is larger than the second and fourth together, and the third smaller than the first.
    private static int[] DrawPlain(SplitMix random)
    {
        var a = random.Between(8, 30);
        var b = random.Between(2, a / 2);
        return [a, b, random.Between(2, a - 1), random.Between(2, (a / 2) - 1)];
    }

    // The third number is smaller than the product of the first two.
    private static int[] DrawGroups(SplitMix random)
    {
        var (a, b) = (random.Between(2, 6), random.Between(3, 9));
        return [a, b, random.Between(2, Math.Min(12, (a * b) - 1))];
    }

    // The first two sum to a multiple of the third.
    private static int[] DrawShared(SplitMix random)
    {
        var c = random.Between(2, 6);
        var sum = c * random.Between(3, 8);
        var a = random.Between(2, sum - 2);
        return [a, sum - a, c];
    }
}
