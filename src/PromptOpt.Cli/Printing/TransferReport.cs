using PromptOpt.Comparison;

namespace PromptOpt.Cli.Printing;

/// <summary>Prompts on models; printed as it is with <c>--json</c>.</summary>
internal sealed record TransferReport
{
    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>validation or test.</summary>
    public required string Split { get; init; }

    /// <summary>How often this test set has been used, this time included; 0 for validation.</summary>
    public required int TestUses { get; init; }

    /// <summary>Scores and differences.</summary>
    public required TransferMatrix Matrix { get; init; }
}
