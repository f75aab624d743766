using PromptOpt.Statistics;

namespace PromptOpt.Cli.Printing;

/// <summary>Enumerations in words.</summary>
internal static class Words
{
    /// <summary>The verdict as one word for programs.</summary>
    public static string Token(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Improved => "improved",
        VerdictKind.NotImproved => "not-improved",
        VerdictKind.Cheaper => "cheaper",
        _ => "undecided",
    };

    /// <summary>The verdict for people.</summary>
    public static string Of(VerdictKind verdict) => verdict == VerdictKind.Cheaper ? "cheaper at the same quality" : Token(verdict).Replace('-', ' ');

    /// <summary>Any other enumeration: <c>ChatTurns</c> becomes <c>chat turns</c>.</summary>
    public static string Of(Enum value) =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
}
