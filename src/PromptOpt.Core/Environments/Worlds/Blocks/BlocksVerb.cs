namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>What the hand can do.</summary>
internal enum BlocksVerb
{
    /// <summary>Takes a block from the table.</summary>
    PickUp,

    /// <summary>Puts the held block on the table.</summary>
    PutDown,

    /// <summary>Puts the held block on another.</summary>
    Stack,

    /// <summary>Takes a block off another.</summary>
    Unstack,
}
