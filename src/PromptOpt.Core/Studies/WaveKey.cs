namespace PromptOpt.Studies;

/// <summary>Which wave: the unit of work that is stored whole or not at all, and run again whole after a kill.</summary>
/// <param name="Trial">Trial number, from 1.</param>
/// <param name="Phase">What it was for.</param>
/// <param name="Index">Number within trial and phase, from 0.</param>
public readonly record struct WaveKey(int Trial, Phase Phase, int Index);
