using PromptOpt.Studies;

namespace PromptOpt.Environments;

/// <summary>Which episode: everything an environment needs to begin the same one again.</summary>
/// <param name="Split"><see cref="Phase.Train"/>, <see cref="Phase.Validation"/> or <see cref="Phase.Test"/>. No seed is in two splits.</param>
/// <param name="Index">Number within the split, from 0. Worlds with several sizes take the size from it in turn, so every beginning of a split is balanced.</param>
/// <param name="Seed">Seed of the episode's own randomness.</param>
public readonly record struct EpisodeSpec(Phase Split, int Index, ulong Seed);
