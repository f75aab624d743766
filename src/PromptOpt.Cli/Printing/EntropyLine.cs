namespace PromptOpt.Cli.Printing;

/// <summary>One temperature of an <see cref="EntropyReport"/>.</summary>
/// <param name="Temperature">The temperature.</param>
/// <param name="Entropy">Mean token entropy in nats.</param>
/// <param name="StandardError">Its standard error over answers; null with one answer.</param>
/// <param name="LogEntropy">Its natural logarithm; null where it is 0.</param>
/// <param name="Curvature">Second derivative of that by temperature; null where it is not known.</param>
/// <param name="Answers">Answers drawn.</param>
/// <param name="Tokens">Their tokens.</param>
internal sealed record EntropyLine(double Temperature, double Entropy, double? StandardError, double? LogEntropy, double? Curvature, int Answers, int Tokens);
