namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>One member of a reply's JSON object, not yet understood.</summary>
/// <param name="Name">Its name: an agent, or the thing to act on.</param>
/// <param name="Text">Its value; a list's items are joined by ", ".</param>
internal readonly record struct RawOrder(string Name, string Text);
