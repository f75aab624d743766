using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>A solver for tests, whatever its world.</summary>
internal interface IScriptedAgent
{
    /// <summary>The reply to one step's prompt.</summary>
    string Reply(GenerateRequest request);
}
