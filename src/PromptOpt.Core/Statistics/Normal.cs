namespace PromptOpt.Statistics;

/// <summary>Quantiles of the standard normal distribution that are needed as constants.</summary>
internal static class Normal
{
    /// <summary>97.5 %: half of a two-sided 95 % interval.</summary>
    public const double Z975 = 1.959963984540054;

    /// <summary>80 %: the usual power.</summary>
    public const double Z80 = 0.8416212335729143;
}
