namespace PromptOpt.LlamaCpp;

/// <summary>What the header of a model file says.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Architecture">Architecture, e.g. <c>llama</c>.</param>
/// <param name="Quantization">Quantisation, e.g. <c>Q4_1</c>; empty if it does not say.</param>
public sealed record ModelFileReport(string Name, string Architecture, string Quantization);
