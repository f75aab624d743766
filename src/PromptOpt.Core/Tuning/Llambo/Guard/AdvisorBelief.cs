namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>What an advisor believed of a configuration, as a memo keeps it.</summary>
/// <param name="Low">The value at the lower end of the scale.</param>
/// <param name="High">The value at its upper end.</param>
/// <param name="Shares">Probabilities of equal steps from low to high, at most a hundred.</param>
public sealed record AdvisorBelief(double Low, double High, IReadOnlyList<double> Shares);
