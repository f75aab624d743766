using System.Text.RegularExpressions;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Library;

public sealed partial class LibraryPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_example_of_the_page_is_compiled_here_word_for_word()
    {
        string page = File.ReadAllText(RepositoryFolder.File("docs", "library.md"));
        string compiled = Flat(File.ReadAllText(RepositoryFolder.File("tests", "PromptOpt.Tests", "Library", "LibraryExamples.cs")));
        var examples = Example().Matches(page).Select(match => Flat(match.Groups[1].Value)).ToList();
        Assert.Equal(5, examples.Count);
        Assert.All(examples, example => Assert.Contains(example, compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_prompt_is_run_on_the_rows_of_a_task_folder()
    {
        var rows = Enumerable.Range(0, 40).Select(i => $$"""{"input": "row {{i}}", "target": "{{i % 4}}"}""");
        _folder.Write("task/data.jsonl", string.Join('\n', rows));
        _folder.Write("task/task.yaml", "name: t\ndata: {file: data.jsonl}\nmetric: exact-match\nseed: {instruction: Say it.}\n");
        var model = new ScriptedLanguageModel { Write = request => request.Prompt.Messages[0].Text == "Say two." ? "2" : "5" };
        Assert.Equal(0, await LibraryExamples.EvaluateAsync(_folder.File("task"), model, "Say it.", CancellationToken.None));
        Assert.InRange(await LibraryExamples.EvaluateAsync(_folder.File("task"), model, "Say two.", CancellationToken.None), 0.01, 0.99);
    }

    [Fact]
    public async Task A_study_is_run_run_again_without_a_call_and_read()
    {
        var model = ToyTask.Model();
        var first = await RunAsync(model);
        int calls = model.Calls;
        Assert.Equal(4, first.Trials);
        Assert.Equal(first.Explanation, (await RunAsync(model)).Explanation);
        Assert.Equal(calls, model.Calls);
        Assert.Equal("Name the colour: red, green or blue.", LibraryExamples.ReadInstruction(_folder.File("results")));
    }

    [Fact]
    public void A_sampler_of_ones_own_is_asked_like_the_others()
    {
        foreach (var sampler in Samplers.All.Append(new Always()))
        {
            var history = LibraryExamples.Tune(sampler, (temperature, _) => -Math.Abs(temperature - 0.4), trials: 8);
            Assert.Equal(8, history.Count);
        }

        Assert.All(LibraryExamples.Tune(new Always(), (_, _) => 0, trials: 3), observation => Assert.Equal("always", observation.Source));
    }

    private Task<PromptOpt.Search.StudyOutcome> RunAsync(ScriptedLanguageModel model) => LibraryExamples.RunStudyAsync(
        ToyTask.Spec(_folder.Path), ToyTask.Data(), model, "scripted", _folder.File("results"), RepositoryFolder.File("prompts"), new SilentObserver(), CancellationToken.None);

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private sealed class Always : ISampler
    {
        public string Name => "always";

        public Suggestion Suggest(SamplerContext context) => new(context.Space.Default, Name);
    }
}
