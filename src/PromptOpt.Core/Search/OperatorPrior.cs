namespace PromptOpt.Search;

/// <summary>What is believed of an operator before it was tried: a Beta distribution over "the child beats its parent".</summary>
/// <param name="Improved">Imagined successes, above 0.</param>
/// <param name="Failed">Imagined failures, above 0.</param>
public readonly record struct OperatorPrior(double Improved, double Failed);
