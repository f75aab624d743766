namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>What can be done in one step.</summary>
internal enum LogisticsVerb
{
    /// <summary>Puts a package into a vehicle.</summary>
    Load,

    /// <summary>Takes a package out of a vehicle.</summary>
    Unload,

    /// <summary>Moves a truck within its city.</summary>
    Drive,

    /// <summary>Moves an airplane between airports.</summary>
    Fly,
}
