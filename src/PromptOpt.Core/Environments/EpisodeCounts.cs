namespace PromptOpt.Environments;

/// <summary>How many episodes each split has. Their seeds follow from <see cref="Seed"/>, and no seed is in two splits.</summary>
public sealed record EpisodeCounts
{
    /// <summary>Episodes that give feedback, at least 1. Default 16.</summary>
    public int Train { get; init; } = 16;

    /// <summary>Episodes that candidates are compared on, at least 10. Default 64.</summary>
    public int Validation { get; init; } = 64;

    /// <summary>Episodes for the verdict, at least 10. Default 64.</summary>
    public int Test { get; init; } = 64;

    /// <summary>Where the seeds begin, 0 to 1,000,000. Default 1.</summary>
    public long Seed { get; init; } = 1;
}
