using System.Diagnostics;
using System.Text;

namespace PromptOpt.IntegrationTests.Cli;

/// <summary>Runs the command as a user does: in a process of its own.</summary>
internal static class Promptopt
{
    public static string Root { get; } = FindRoot();

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "promptopt.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        return Process.Start(start)!;
    }

    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, error.ToString());
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PromptOpt.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
