namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Level 1: one step, all numbers and the answer at most 10.</summary>
internal static class EasyFrames
{
    public static IReadOnlyList<Frame> All { get; } =
    [
        Add("{N} has {a T} and {gets} {b} more. How many {T} does {N} have?", "goods"),
        Add("There are {a T} {place}. {N} {puts} {b} more there. How many {T} are there now?", "goods", 2),
        Add("{N} has {a T}. {M} has {b T}. How many {T} do they have {in all}?", "goods"),
        Add("{N} {gets} {a T} on Monday and {b T} on Tuesday. How many {T} is that {in all}?", "goods"),
        Add("There are {a T} {field}. Then {b} more {arrive}. How many {T} are there now?", "animal", 2, 2),
        Add("There are {a T} {hall}. Then {b} more {arrive}. How many {T} are there now?", "person", 2, 2),
        Add("{N} eats {a T} and {M} eats {b T}. How many {T} do they eat {in all}?", "food"),
        Add("{N} sees {a T} and then {b T} more. How many {T} does {N} see {in all}?", "animal", 2, 2),
        Take("{N} has {a T} and {loses} {b}. How many {T} does {N} have left?", "goods"),
        Take("{N} has {a T} and {gives} {b} to {M}. How many {T} does {N} have now?", "goods"),
        Take("There are {a T} {place}. {N} takes {b}. How many {T} are left?", "goods"),
        Take("There are {a T} {field}. Then {b} of them {leave}. How many {T} are left?", "animal", 2),
        Take("There are {a T} {hall}. Then {b} of them {leave}. How many {T} are left?", "person", 2),
        Take("{N} has {a T} and eats {b} of them. How many {T} are left?", "food"),
        Take("{N} buys {a T}, but {b} of them are bad. How many {T} are good?", "food", 2),
    ];

    private static Frame Add(string text, string things, int lowA = 1, int lowB = 1) =>
        new(text, "a + b", things, random => Draw(random, lowA, lowB), numbers => numbers[0] + numbers[1]);

    private static Frame Take(string text, string things, int lowB = 1) =>
        new(text, "a - b", things, random => DrawTake(random, lowB), numbers => numbers[0] - numbers[1]);

    private static int[] Draw(SplitMix random, int lowA, int lowB)
    {
        var a = random.Between(lowA, 10 - lowB);
        return [a, random.Between(lowB, 10 - a)];
    }

    private static int[] DrawTake(SplitMix random, int lowB)
    {
        var a = random.Between(lowB + 1, 10);
        return [a, random.Between(lowB, a - 1)];
    }
}
