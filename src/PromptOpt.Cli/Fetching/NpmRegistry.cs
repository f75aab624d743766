using System.ComponentModel;
using System.Diagnostics;

namespace PromptOpt.Cli.Fetching;

/// <summary>The registry that npm is set up with, so that a mirror or a proxy of the user works here too.</summary>
internal static class NpmRegistry
{
    private static readonly Uri Public = new("https://registry.npmjs.org/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks npm; the public registry where there is no npm or it gives no address.</summary>
    public static async Task<Uri> FindAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return Read(await AskAsync(limit.Token));
        }
        catch (Win32Exception)
        {
            return Public; // no npm
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Public; // npm hangs
        }
    }

    /// <summary>The address in npm's answer, with a slash at its end.</summary>
    public static Uri Read(string answer) =>
        Uri.TryCreate(answer.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : Public;

    private static async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        string[] question = ["config", "get", "registry"];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "npm", .. question]) : new ProcessStartInfo("npm", question);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // read, so that it cannot fill up
        process.BeginErrorReadLine();
        try
        {
            var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return answer;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
