using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using PromptOpt.Environments;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.External.Plugins;

public sealed class PluginTests : IDisposable
{
    private static readonly string ThisAssembly = typeof(PluginTests).Assembly.Location;
    private static readonly string Counting = typeof(CountingEnvironment).FullName!;
    private static readonly Dictionary<string, string> Goal = new() { ["goal"] = "5" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_class_of_another_assembly_is_an_environment()
    {
        await using var environment = await OpenAsync(ThisAssembly, Counting, Goal);
        Assert.Equal(("counting", "counting 1 retries 2", 2), (environment.Info.Name, environment.Info.Identity, environment.Info.FormatRetries));
        await using var episode = await environment.ResetAsync(new(Phase.Train, 0, 3), CancellationToken.None);
        Assert.Equal("at 3", episode.Start.Observation);
        Assert.Equal("at 4", (await episode.StepAsync("go", CancellationToken.None)).Observation);
        Assert.True((await episode.StepAsync("go", CancellationToken.None)).IsSuccess);
        Assert.IsNotType<CountingEnvironment>(environment);
        Assert.Equal("go", ((IGuidedEpisode)episode).RandomLegalReply(new SeededRandom(1)));
    }

    [Fact]
    public async Task Whatever_a_plug_in_throws_is_a_failure_of_the_environment()
    {
        await using var environment = await OpenAsync(ThisAssembly, Counting, Goal);
        await using var episode = await environment.ResetAsync(new(Phase.Train, 0, 3), CancellationToken.None);
        Assert.Contains("a bug of the plug-in", (await FailureAsync("throw")).Message, StringComparison.Ordinal);
        Assert.Contains("finite progress", (await FailureAsync("nan")).Message, StringComparison.Ordinal);
        Assert.Throws<EnvironmentException>(((IGuidedEpisode)episode).SuggestedReply);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await episode.StepAsync("cancel", new(canceled: true)));

        Task<EnvironmentException> FailureAsync(string reply) =>
            Assert.ThrowsAsync<EnvironmentException>(async () => await episode.StepAsync(reply, CancellationToken.None));
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_told_with_what_to_do()
    {
        Assert.Contains("has several environments; choose one as 'type'", await ProblemAsync(ThisAssembly, null, Goal), StringComparison.Ordinal);
        string unknown = await ProblemAsync(ThisAssembly, Counting + "s", Goal);
        Assert.Contains($"has no environment '{Counting}s'", unknown, StringComparison.Ordinal);
        Assert.Contains(typeof(PlainEnvironment).FullName!, unknown, StringComparison.Ordinal);
        Assert.Contains("the option 'goal' is missing", await ProblemAsync(ThisAssembly, Counting, []), StringComparison.Ordinal);
        Assert.Contains("takes no options", await ProblemAsync(ThisAssembly, typeof(PlainEnvironment).FullName, Goal), StringComparison.Ordinal);
        Assert.Contains("small letters, digits and hyphens", await ProblemAsync(ThisAssembly, typeof(PlainEnvironment).FullName, []), StringComparison.Ordinal);
        Assert.Contains("is not a .NET assembly", await ProblemAsync(_folder.Write("text.dll", "text"), null, []), StringComparison.Ordinal);
        Assert.Contains("has no class that implements", await ProblemAsync(typeof(FactAttribute).Assembly.Location, null, []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_in_for_a_later_version_is_refused()
    {
        byte[] bytes = await File.ReadAllBytesAsync(ThisAssembly);
        WriteVersion(bytes, "PromptOpt.Core", 99);
        string path = _folder.File("PromptOpt.Tests.dll");
        await File.WriteAllBytesAsync(path, bytes);
        string problem = await ProblemAsync(path, Counting, Goal);
        Assert.Contains("99.", problem, StringComparison.Ordinal);
        Assert.Contains("against the PromptOpt.Core of this program", problem, StringComparison.Ordinal);
    }

    private static void WriteVersion(byte[] bytes, string reference, ushort major)
    {
        using var file = new PEReader(new MemoryStream(bytes.ToArray()));
        var metadata = file.GetMetadataReader();
        var handle = metadata.AssemblyReferences.Single(row => metadata.GetString(metadata.GetAssemblyReference(row).Name) == reference);
        int row = MetadataTokens.GetRowNumber(handle) - 1;
        int offset = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef) + row * metadata.GetTableRowSize(TableIndex.AssemblyRef);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), major);
    }

    private static async Task<string> ProblemAsync(string path, string? type, Dictionary<string, string> options) =>
        (await Assert.ThrowsAsync<BadInputException>(() => OpenAsync(path, type, options))).Message;

    private static Task<IEnvironment> OpenAsync(string path, string? type, Dictionary<string, string> options) =>
        EnvironmentFactory.OpenAsync(new() { Plugin = new() { Assembly = path, Type = type, Options = options } }, _ => { }, CancellationToken.None);
}
