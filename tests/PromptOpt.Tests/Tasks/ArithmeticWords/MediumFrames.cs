namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Level 2: one step with larger numbers, multiplying or sharing, or a number that does not matter.</summary>
internal static class MediumFrames
{
    public static IReadOnlyList<Frame> All { get; } =
    [
        Add("{N} has {a T} and {gets} {b} more. How many {T} does {N} have {in all}?", "goods"),
        Add("{N} counts {a T} {field} and {b T} on a hill. How many {T} does {N} count {in all}?", "animal"),
        Add("{day} {a T} {arrive}. Later {b} more {arrive}. How many {T} is that {in all}?", "person"),
        Add("A shop sells {a T} one day and {b T} the next day. How many {T} does it sell {in all}?", "goods"),
        Take("{N} has {a T} and {gives} {b} to {M}. How many {T} does {N} have left?", "goods"),
        Take("There are {a T} {hall}. Then {b} of them {leave}. How many {T} are still there?", "person"),
        Take("{N} has {a T} and {M} has {b T}. How many more {T} does {N} have than {M}?", "thing"),
        Take("{N} needs {a T} and has {b} already. How many more {T} does {N} need?", "goods"),
        Times("{N} has {a} {container} with {b T} in each. How many {T} does {N} have?", "goods"),
        Times("{N} reads {b} pages every day for {a} days. How many pages does {N} read?", "thing"),
        Times("There are {a} rows with {b T} in each row. How many {T} are there {in all}?", "thing"),
        Share("{N} shares {a T} equally among {b} friends. How many {T} does each friend get?", "goods"),
        Share("{N} {puts} {a T} into {b} boxes, the same number in each. How many {T} are in one box?", "food"),
        Idle("{N} is {c} years old. {N} has {a T} and {gets} {b} more. How many {T} does {N} have?", "a + b", numbers => numbers[0] + numbers[1]),
        Idle("{N} has {a T} and {c U}. {N} {loses} {b T}. How many {T} does {N} have left?", "a - b", numbers => numbers[0] - numbers[1]),
        Idle("{N} buys {a T}, {b T} more and {c U}. How many {T} does {N} buy?", "a + b", numbers => numbers[0] + numbers[1]),
        Idle("{N} has {a T}. {M} has {c U}. {N} gives {b T} to {M}. How many {T} does {N} have now?", "a - b", numbers => numbers[0] - numbers[1]),
    ];

    private static Frame Add(string text, string things) =>
        new(text, "a + b", things, random => [random.Between(12, 60), random.Between(11, 39)], numbers => numbers[0] + numbers[1]);

    private static Frame Take(string text, string things) =>
        new(text, "a - b", things, random => DrawTake(random, 20, 80, 11), numbers => numbers[0] - numbers[1]);

    private static Frame Times(string text, string things) =>
        new(text, "a * b", things, random => [random.Between(2, 9), random.Between(2, 12)], numbers => numbers[0] * numbers[1]);

    private static Frame Share(string text, string things) => new(text, "a / b", things, DrawShare, numbers => numbers[0] / numbers[1]);

    private static Frame Idle(string text, string formula, Func<int[], int> solve) =>
        new(text, formula, "thing", random => [.. DrawTake(random, 5, 20, 2), random.Between(6, 15)], solve);

    private static int[] DrawTake(SplitMix random, int lowA, int highA, int lowB)
    {
        var a = random.Between(lowA, highA);
        return [a, random.Between(lowB, a - 1)];
    }

    private static int[] DrawShare(SplitMix random)
    {
        var b = random.Between(2, 9);
        return [b * random.Between(2, 10), b];
    }
}
