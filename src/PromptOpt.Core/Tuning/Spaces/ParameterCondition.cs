namespace PromptOpt.Tuning.Spaces;

/// <summary>When a parameter counts: only while another one does and has one of these values.</summary>
/// <param name="Parent">Name of the other parameter, which stands before this one in the space.</param>
/// <param name="Values">Values of it, at least one.</param>
public sealed record ParameterCondition(string Parent, IReadOnlyList<ParameterValue> Values);
