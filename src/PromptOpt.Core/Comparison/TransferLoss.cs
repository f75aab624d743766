using PromptOpt.Statistics;

namespace PromptOpt.Comparison;

/// <summary>The best prompt of one model where it is not the best on another one.</summary>
/// <param name="Prompt">Place of the prompt.</param>
/// <param name="BestOn">Place of the model it is the best on.</param>
/// <param name="On">Place of the other model.</param>
/// <param name="Other">Place of the prompt that is the best there.</param>
/// <param name="Difference">How far it is behind there.</param>
public sealed record TransferLoss(int Prompt, int BestOn, int On, int Other, PairedComparison Difference)
{
    /// <summary>Whether the loss is more than the luck of the rows.</summary>
    public bool IsCertain => Difference.CiHigh < 0;
}
