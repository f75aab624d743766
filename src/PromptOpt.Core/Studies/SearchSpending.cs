namespace PromptOpt.Studies;

/// <summary>What a study has spent up to its final test.</summary>
internal static class SearchSpending
{
    /// <summary>The sum over stored waves. Those of the test, which begins with the seed prompt, are left out where there are any.</summary>
    public static Spending Of(IStudyStore store) => store.ReadWaves(1).Any(IsTest)
        ? Of(store.ReadWaves())
        : store.ReadSpending();

    /// <summary>The sum over some waves, without those of the test.</summary>
    public static Spending Of(IEnumerable<Wave> waves) => Spending.Of(waves.Where(wave => !IsTest(wave)));

    private static bool IsTest(Wave wave) => wave.Key.Phase == Phase.Test;
}
