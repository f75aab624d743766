using System.Diagnostics;

namespace PromptOpt.IntegrationTests.Cli;

/// <summary>What a shell may do to the process that the command runs in.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("promptopt-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task A_closed_or_full_stderr_costs_nothing_but_the_notes(string redirection)
    {
        if (!OperatingSystem.IsLinux()) return;
        var (code, output) = await ShellAsync($"\"$@\" {redirection}", "show", "nothing", "--results", _folder);
        Assert.Equal(2, code);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_result_that_stdout_does_not_take_ends_with_1_and_one_line()
    {
        if (!OperatingSystem.IsLinux()) return;
        var (code, output) = await ShellAsync("\"$@\" 2>&1 >/dev/full", "--help");
        Assert.Equal(1, code);
        Assert.StartsWith("error: the result could not be written to stdout (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_current_folder_that_is_gone_is_bad_input()
    {
        if (!OperatingSystem.IsLinux()) return;
        string gone = Directory.CreateDirectory(Path.Combine(_folder, "gone")).FullName;
        var (code, output) = await ShellAsync($"cd '{gone}' && rmdir '{gone}' && \"$@\" 2>&1", "list");
        Assert.Equal(2, code);
        Assert.StartsWith("error: the current folder is gone", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> ShellAsync(string script, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "promptopt.dll");
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", "dotnet", program, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
