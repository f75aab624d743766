using System.Globalization;

namespace PromptOpt.Candidates;

/// <summary>How files and tables write the seed policy of a candidate: <c>fresh</c>, or the number that all answers are drawn with.</summary>
internal static class SeedPolicy
{
    /// <summary>Every answer has a seed of its own.</summary>
    public const string Fresh = "fresh";

    /// <summary>What a policy may be, for messages.</summary>
    internal const string Allowed = "fresh or a whole number from 0 to 2147483647";

    /// <summary>The policy of <see cref="Candidate.AnswerSeed"/>.</summary>
    public static string Of(int? seed) => seed?.ToString(CultureInfo.InvariantCulture) ?? Fresh;

    /// <summary>Reads a policy.</summary>
    /// <param name="text"><c>fresh</c> or a number.</param>
    /// <param name="seed">The number; null for <c>fresh</c>.</param>
    /// <returns>False if it is neither.</returns>
    public static bool TryRead(string text, out int? seed)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        seed = isNumber ? number : null;
        return isNumber || text == Fresh;
    }
}
