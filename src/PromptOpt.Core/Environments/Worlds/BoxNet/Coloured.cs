namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>A box or a target.</summary>
/// <param name="Colour">Its colour; boxes of one colour are interchangeable.</param>
/// <param name="At">Where it is.</param>
internal readonly record struct Coloured(string Colour, Place At);
