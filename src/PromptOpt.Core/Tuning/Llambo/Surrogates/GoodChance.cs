namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>How likely a model finds it that a configuration is among the good ones.</summary>
/// <param name="Probability">The probability, calibrated over those that were asked for together.</param>
/// <param name="Raw">The probability as the model gave it.</param>
/// <param name="Leak">Probability that the model says neither verdict.</param>
public sealed record GoodChance(double Probability, double Raw, double Leak);
