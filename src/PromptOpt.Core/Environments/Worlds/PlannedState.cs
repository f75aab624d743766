namespace PromptOpt.Environments.Worlds;

/// <summary>A moment of an episode whose planner knows how many steps are left.</summary>
internal abstract record PlannedState
{
    /// <summary>Actions until the step limit. A reply that could not be read takes none.</summary>
    public required int StepsLeft { get; init; }
}
