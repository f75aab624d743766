using System.Text;
using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Tuning.Llambo;

/// <summary>A scripted model that knows nothing: walks through a request's grammar at random, byte by byte.</summary>
internal static class GrammarWalk
{
    public static string Write(GenerateRequest request)
    {
        var random = new SeededRandom(request.Seed);
        var state = Grammar.For(request.Constraint!, "test").Start;
        var bytes = new List<byte>();
        while (!state.MustEnd && !(state.CanEnd && random.Next(2) == 0))
        {
            byte[] allowed = [.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => state.Next(b) is not null)];
            byte next = allowed[random.Next(allowed.Length)];
            bytes.Add(next);
            state = state.Next(next)!;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
