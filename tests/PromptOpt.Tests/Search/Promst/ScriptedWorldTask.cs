using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Yaml;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>One of the shipped worlds with a scripted agent: what its rules advise is what the agent has to be told.</summary>
internal sealed class ScriptedWorldTask
{
    private ScriptedWorldTask()
    {
    }

    public required TaskSpec Spec { get; init; }

    public required TaskData Data { get; init; }

    public required EpisodeSetting Setting { get; init; }

    public required IReadOnlyList<ScriptedSkill> Skills { get; init; }

    public required IScriptedAgent Agent { get; init; }

    /// <summary>The prompt that states everything.</summary>
    public Candidate Best => Seed with { Instruction = string.Join('\n', Skills.Select(skill => skill.Sentence).Prepend(Spec.Seed.Instruction)) };

    public Candidate Seed => new() { Instruction = Spec.Seed.Instruction, User = Spec.Seed.User, Decoding = new() { MaxTokens = 400 } };

    public static async Task<ScriptedWorldTask> LoadAsync(string world)
    {
        var spec = TaskFile.Load(RepositoryFolder.File(Path.Combine("tasks", world)));
        spec = spec with
        {
            Environment = spec.Environment! with { Episodes = new() { Train = 16, Validation = 32, Test = 32 } },
            Search = new() { Operators = ["rewrite", "merge"] },
        };
        var data = TaskDataReader.Read(spec);
        var environment = await EnvironmentFactory.OpenAsync(spec.Environment, _ => { }, CancellationToken.None);
        var skills = SkillsOf(spec, environment.Info);
        return new()
        {
            Spec = spec,
            Data = data,
            Setting = await EpisodeSetting.PrepareAsync(environment, data, CancellationToken.None),
            Skills = skills,
            Agent = AgentOf(environment, skills, data),
        };
    }

    /// <summary>A model of this agent with the given writer.</summary>
    public ModelRoles Models(Func<GenerateRequest, string> write) => new()
    {
        Solver = Model(Agent.Reply),
        Summarizer = Model(ScriptedWriter.Summarize),
        Writer = Model(write),
    };

    /// <summary>Mean score of a candidate on the test episodes.</summary>
    public async Task<double> TestScoreAsync(Candidate candidate) => (await SplitEvaluation.RunAsync(
        new(Spec, Data, Model(Agent.Reply), Setting), Data, candidate, FittedCalibration.None, Phase.Test, 1, null, CancellationToken.None)).Average(r => r.Score!.Value);

    private static ScriptedLanguageModel Model(Func<GenerateRequest, string> write) =>
        new() { Write = write, Info = new() { Name = "scripted", Identity = "scripted", ContextTokens = 100_000, Engine = "test" } };

    private static ScriptedSkill[] SkillsOf(TaskSpec spec, EnvironmentInfo info)
    {
        var known = info.Violations.Concat(["format", "stuck"]).ToHashSet();
        var rules = YamlFile.Read(Path.Combine(spec.Folder, FeedbackFile.FileName)).Root.Maps("rules");
        return
        [
            .. rules.Select(rule => (Error: rule.Map("when")?.Text("error") ?? "", Sentence: General(rule.Text("message") ?? "")))
                .Where(skill => known.Contains(skill.Error) && skill.Sentence.Length > 0)
                .DistinctBy(skill => skill.Sentence).Select(skill => new ScriptedSkill(skill.Error, skill.Sentence)),
        ];
    }

    /// <summary>The last sentence of a message that names nothing of the episode.</summary>
    private static string General(string message) =>
        ScriptedWriter.Sentences(message.ReplaceLineEndings(" ")).LastOrDefault(sentence => !sentence.Contains("{{", StringComparison.Ordinal)) ?? "";

    private static IScriptedAgent AgentOf(IEnvironment environment, IReadOnlyList<ScriptedSkill> skills, TaskData data) => (IScriptedAgent)Activator.CreateInstance(
        typeof(ScriptedAgent<,>).MakeGenericType(environment.GetType().GetGenericArguments()), environment, skills, data)!;
}
