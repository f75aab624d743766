using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Support;

/// <summary>The task of <see cref="StairWorld"/>.</summary>
internal static class StairTask
{
    public static TaskSpec Spec(string folder, int train = 8, int validation = 12, int test = 12) => new()
    {
        Name = "stair",
        Folder = folder,
        Description = "Climb the stair.",
        Data = new() { File = "" },
        Environment = new() { World = "stair", Episodes = new() { Train = train, Validation = validation, Test = test } },
        Seed = new() { Instruction = "Climb.", User = "{{observation}}", MaxTokens = 8 },
    };

    public static EpisodeSetting Setting(int formatRetries = 2, WorldSemantics semantics = WorldSemantics.Corrected) => new()
    {
        Environment = new WorldEnvironment<StairWorld.Place, string>(new StairWorld(semantics), "stair", formatRetries),
        LongestObservation = "You are on step 0 of 5.",
        MostSteps = 12,
    };

    /// <summary>What the agent sees now.</summary>
    public static string Seen(GenerateRequest request) => request.Prompt.Messages[^1].Text;
}
