using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Tests.LlamaCpp.Runtimes;

public sealed class RuntimeStoreTests : IDisposable
{
    private static readonly RuntimePackage Cpu = RuntimeCatalog.Find(RuntimeKind.Cpu);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RuntimeStore Store => new(_folder.Path);

    [Fact]
    public void An_empty_store_lists_nothing() => Assert.Empty(new RuntimeStore(_folder.File("none")).List());

    [Fact]
    public void Packages_of_this_version_come_first_and_unfinished_ones_not_at_all()
    {
        _folder.Write("0.1.0/linux-x64-cuda/libggml-cuda.so", "12345");
        _folder.Write($"{Cpu.Version}/{Cpu.Name}/lib.so", "123");
        _folder.Write($"{Cpu.Version}/other.unfinished/lib.so", "1");
        Assert.Equal([("cpu", 3L), ("0.1.0/linux-x64-cuda", 5L)], Store.List().Select(r => (r.Word, r.Bytes)));
        Assert.True(Store.Has(Cpu));
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("NAME")]
    [InlineData("VERSION/NAME")]
    public void A_package_is_removed_by_any_of_its_names(string name)
    {
        _folder.Write($"{Cpu.Version}/{Cpu.Name}/lib.so", "123");
        Assert.Empty(Store.Remove("cuda13"));
        Assert.Single(Store.Remove(name.Replace("NAME", Cpu.Name, StringComparison.Ordinal).Replace("VERSION", Cpu.Version, StringComparison.Ordinal)));
        Assert.Empty(Store.List());
    }

    [Fact]
    public void The_cache_of_the_user_is_where_the_system_wants_it()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("/caches/promptopt/runtimes", RuntimeStore.DefaultRoot(_ => "/caches"));
        Assert.EndsWith("/.cache/promptopt/runtimes", RuntimeStore.DefaultRoot(_ => null), StringComparison.Ordinal);
        Assert.EndsWith("/.cache/promptopt/runtimes", RuntimeStore.DefaultRoot(_ => "relative"), StringComparison.Ordinal); // as the specification says
    }

    [Fact]
    public void The_folder_that_is_named_comes_before_all_others() =>
        Assert.Equal(_folder.Path, LlamaLibrary.ChooseDirectory(_folder.Path, Store));
}
