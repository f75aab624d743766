using System.Globalization;
using PromptOpt.LlamaCpp;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks;

/// <summary>Prints one CSV line a yardstick: task, yardstick, seed, accuracy on test, test rows.</summary>
internal static class YardstickCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var task = TaskFile.Load(args[0]);
        var data = TaskDataReader.Read(task);
        await using var model = await LlamaLanguageModel.OpenAsync(new() { ModelPath = args[1] }, null, CancellationToken.None);
        var seeds = args[3..].Select(text => ulong.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        foreach (var name in args[2].Split(',')) await new Yardsticks(model, task, data).RunAsync(name, seeds);
        return 0;
    }
}
