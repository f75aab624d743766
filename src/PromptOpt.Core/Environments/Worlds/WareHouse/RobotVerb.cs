namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>What a robot can be told.</summary>
internal enum RobotVerb
{
    /// <summary>Nothing that is known (published semantics only).</summary>
    Unknown,

    /// <summary>One column towards the target.</summary>
    Left,

    /// <summary>One column away from the target.</summary>
    Right,

    /// <summary>From column 0 to the target, where the box is put down.</summary>
    Target,

    /// <summary>Take a box.</summary>
    Pick,

    /// <summary>From the target to column 0 of a track.</summary>
    Track,
}
