using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using PromptOpt.Downloads;
using PromptOpt.LlamaCpp.Runtimes;
using PromptOpt.Tests.Downloads;

namespace PromptOpt.Tests.LlamaCpp.Runtimes;

public sealed class RuntimeInstallerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileHost _host = new();
    private readonly Downloader _downloader = FileHost.CreateDownloader();

    private RuntimeStore Store => new(_folder.Path);

    public void Dispose()
    {
        _downloader.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_libraries_of_a_package_are_installed_and_nothing_else()
    {
        var package = Serve(
            ("package/bins/linux-x64-vulkan/libggml-vulkan.so", "backend"), ("package/bins/linux-x64-vulkan/libggml-cpu-x64.so", "cpu"),
            ("package/bins/linux-x64-vulkan/libllama-common.so", "no"), ("package/bins/linux-x64-vulkan/llama-addon.node", "no"), ("package/dist/index.js", "no"));
        Assert.True(await InstallAsync(package));
        Assert.Equal(["libggml-cpu-x64.so", "libggml-vulkan.so"], Directory.GetFiles(Store.Folder(package)).Select(Path.GetFileName).Order());
        Assert.Equal([Store.Folder(package)], Directory.GetFileSystemEntries(Path.GetDirectoryName(Store.Folder(package))!));
        Assert.False(await InstallAsync(package));
        Assert.Single(_host.Requests);
        Assert.Contains("GET /npm/@node-llama-cpp/linux-x64-vulkan/-/linux-x64-vulkan-1.2.3.tgz", _host.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libraries_in_a_folder_below_are_found_too()
    {
        var package = Serve(("package/bins/linux-x64-vulkan/fallback/libggml-vulkan.so", "backend"));
        Assert.True(await InstallAsync(package));
        Assert.True(File.Exists(Path.Combine(Store.Folder(package), "libggml-vulkan.so")));
    }

    [Fact]
    public async Task Another_checksum_than_the_pinned_one_is_refused()
    {
        var package = Serve(("package/bins/a/libggml-vulkan.so", "backend"));
        _host.Content[^1] ^= 1;
        var failure = await Assert.ThrowsAsync<DownloadException>(() => InstallAsync(package));
        Assert.Contains("SHA-512", failure.Message, StringComparison.Ordinal);
        Assert.False(Store.Has(package));
        Assert.DoesNotContain("127.0.0.1", failure.Message, StringComparison.Ordinal); // the registry may be private
    }

    [Theory]
    [InlineData("package/bins/../../../evil.so", "leads out of its folder")]
    [InlineData("package/bins/a/..\\evil.so", "leads out of its folder")]
    [InlineData("/package/bins/evil.so", "leads out of its folder")]
    [InlineData("package/bins/a/libother.so", "it holds no libggml-vulkan.so")]
    public async Task A_name_that_leads_out_or_a_missing_library_is_refused(string name, string message)
    {
        var package = Serve((name, "x"));
        var failure = await Assert.ThrowsAsync<DownloadException>(() => InstallAsync(package));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.False(Store.Has(package));
        Assert.Empty(Directory.GetFiles(_folder.Path, "evil.so", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_link_is_refused()
    {
        var archive = _folder.File("a.tgz");
        File.WriteAllBytes(archive, Archive(new PaxTarEntry(TarEntryType.SymbolicLink, "package/bins/a/libx.so") { LinkName = "/etc/passwd" }));
        Assert.Throws<InvalidDataException>(() => RuntimeArchive.Unpack(archive, _folder.File("out")));
    }

    [Fact]
    public async Task A_package_that_the_registry_does_not_have_is_bad_input()
    {
        var package = Serve(("package/bins/a/libggml-vulkan.so", "backend"));
        _host.Refusals.Enqueue(404);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => InstallAsync(package));
        Assert.Contains("There is no @node-llama-cpp/linux-x64-vulkan 1.2.3 of the npm registry (404)", failure.Message, StringComparison.Ordinal);
    }

    private Task<bool> InstallAsync(RuntimePackage package) =>
        new RuntimeInstaller(Store, _downloader).InstallAsync(package, new Uri(_host.Address, "/npm/"));

    private RuntimePackage Serve(params (string Name, string Text)[] files)
    {
        _host.Content = Archive([.. files.Select(file => new PaxTarEntry(TarEntryType.RegularFile, file.Name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.Text)) })]);
        return new RuntimePackage("linux-x64", RuntimeKind.Vulkan, "linux-x64-vulkan", _host.Content.Length, "sha512-" + Convert.ToBase64String(SHA512.HashData(_host.Content)))
        {
            Version = "1.2.3",
        };
    }

    private static byte[] Archive(params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(zip))
        {
            foreach (var entry in entries) writer.WriteEntry(entry);
        }

        return bytes.ToArray();
    }
}
