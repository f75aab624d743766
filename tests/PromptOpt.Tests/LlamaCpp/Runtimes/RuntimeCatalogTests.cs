using System.Text.Json;
using PromptOpt.Downloads;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Tests.LlamaCpp.Runtimes;

public sealed class RuntimeCatalogTests
{
    private static readonly string Natives = RepositoryFolder.File("src", "PromptOpt.LlamaCpp", "native");

    [Fact]
    public void All_packages_are_of_the_version_that_the_program_is_built_with()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Natives, "package.json")));
        foreach (var dependency in package.RootElement.GetProperty("optionalDependencies").EnumerateObject())
            Assert.Equal(RuntimeCatalog.Version, dependency.Value.GetString());
        Assert.All(RuntimeCatalog.Packages, p => Assert.Equal(RuntimeCatalog.Version, p.Version));
    }

    [Fact]
    public void Checksums_are_those_of_the_lock_file_where_it_has_the_package()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Natives, "package-lock.json")));
        var known = 0;
        foreach (var package in RuntimeCatalog.Packages)
        {
            Assert.Equal(128, Checksum.FromIntegrity(package.Integrity).Hex.Length);
            if (!locked.RootElement.GetProperty("packages").TryGetProperty($"node_modules/@node-llama-cpp/{package.Name}", out var entry)) continue;
            Assert.Equal(entry.GetProperty("integrity").GetString(), package.Integrity);
            known++;
        }

        Assert.Equal(5, known);
    }

    [Fact]
    public void A_package_is_found_where_every_registry_has_it() => Assert.Equal(
        "https://mirror.example/npm/@node-llama-cpp/linux-x64-cuda/-/linux-x64-cuda-3.21.1.tgz",
        RuntimeCatalog.Find(RuntimeKind.Cuda, "linux-x64").Address(new Uri("https://mirror.example/npm/")).AbsoluteUri);

    [Theory]
    [InlineData("linux-x64", "cpu cuda cuda12 vulkan")]
    [InlineData("linux-arm64", "cpu")]
    [InlineData("win-x64", "cpu cuda cuda12 vulkan")]
    [InlineData("win-arm64", "cpu")]
    [InlineData("mac-arm64", "cpu")]
    [InlineData("mac-x64", "cpu")]
    [InlineData("linux-s390x", "")]
    public void A_kind_that_a_platform_does_not_have_is_refused_with_those_it_has(string platform, string kinds)
    {
        Assert.Equal(kinds, string.Join(' ', RuntimeCatalog.For(platform).Select(p => p.Word)));
        foreach (var kind in Enum.GetValues<RuntimeKind>().Where(kind => RuntimeCatalog.For(platform).All(p => p.Kind != kind)))
        {
            var failure = Assert.Throws<BadInputException>(() => RuntimeCatalog.Find(kind, platform));
            Assert.Contains($"There is no {kind.ToString().ToLowerInvariant()} runtime for {platform}; there is", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("linux-x64", RuntimeKind.Cuda, "libggml-cuda.so")]
    [InlineData("win-x64", RuntimeKind.Cuda12, "ggml-cuda.dll")]
    [InlineData("linux-x64", RuntimeKind.Vulkan, "libggml-vulkan.so")]
    [InlineData("mac-arm64", RuntimeKind.Cpu, "libggml-base.dylib")]
    public void The_library_that_matters_is_named_as_its_platform_does(string platform, RuntimeKind kind, string library) =>
        Assert.Equal(library, RuntimeCatalog.Find(kind, platform).Library);
}
