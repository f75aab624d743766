using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

/// <summary>Draws at random and keeps what it was shown.</summary>
internal sealed class ScriptedSampler : ISampler
{
    public string Name => "scripted";

    public List<SamplerContext> Asked { get; } = [];

    public Suggestion Suggest(SamplerContext context)
    {
        Asked.Add(context with { History = [.. context.History] });
        return new(context.Space.Draw(context.Random), Name);
    }
}
