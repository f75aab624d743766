namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>An action as the agent named it; the blocks may not exist.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Block">Colour of the block that moves.</param>
/// <param name="Other">Colour of the block it goes to or comes from; null for the table.</param>
internal sealed record BlocksAction(BlocksVerb Verb, string Block, string? Other = null);
