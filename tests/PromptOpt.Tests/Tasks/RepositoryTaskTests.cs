using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class RepositoryTaskTests
{
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tasks"), "data.jsonl", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(Path.GetDirectoryName(path)!))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_task_with_data_loads_and_its_seed_prompt_fits_it(string name)
    {
        var task = TaskFile.Load(RepositoryFolder.Task(name));
        var data = TaskDataReader.Read(task);
        Assert.Equal(name, task.Name);
        Assert.Empty(data.Notes);
        PromptTemplate.Parse(task.Seed.Instruction, data.Fields, task.Seed.Source);
        Assert.All(data.Labels, label => Assert.Contains(label, task.Seed.Instruction, StringComparison.Ordinal));
    }
}
