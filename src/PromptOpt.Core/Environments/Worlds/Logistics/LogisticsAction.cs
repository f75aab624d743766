namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>An action as the agent named it; the things may not exist.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Thing">The package, or the vehicle that moves.</param>
/// <param name="From">Where it is: a location, or the vehicle that is unloaded.</param>
/// <param name="To">Where it goes: a location, or the vehicle that is loaded.</param>
/// <param name="City">The city that is driven in, if it was named.</param>
internal sealed record LogisticsAction(LogisticsVerb Verb, string Thing, string From, string To, string? City = null);
