namespace PromptOpt.Tests.LlamaCpp.Native;

public sealed class NativePackageTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "src", "PromptOpt.LlamaCpp", "native");

    [Fact]
    public void The_package_lock_names_no_host()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("resolved", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("mac-arm64-metal")]
    [InlineData("mac-x64")]
    [InlineData("win-x64")]
    [InlineData("win-arm64")]
    public void The_package_lock_pins_every_platform_with_its_checksum(string platform)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "package-lock.json")));
        var package = document.RootElement.GetProperty("packages").GetProperty($"node_modules/@node-llama-cpp/{platform}");
        Assert.Equal("3.21.1", package.GetProperty("version").GetString());
        Assert.StartsWith("sha512-", package.GetProperty("integrity").GetString(), StringComparison.Ordinal);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PromptOpt.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
