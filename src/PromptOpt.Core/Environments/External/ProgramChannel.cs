using System.ComponentModel;
using System.Diagnostics;

namespace PromptOpt.Environments.External;

/// <summary>A process of the user's program.</summary>
internal sealed class ProgramChannel : IChannel
{
    private const int FirstSignal = 128;
    private static readonly TimeSpan Drained = TimeSpan.FromMilliseconds(500);
    private readonly Process _process;
    private readonly LastLines _errors;
    private readonly Task _draining;
    private volatile bool _isDisposed;

    private ProgramChannel(Process process, Action<string> tell)
    {
        _process = process;
        _errors = new(tell);
        _draining = _errors.DrainAsync(process.StandardError.BaseStream);
    }

    /// <inheritdoc/>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <inheritdoc/>
    public IReadOnlyList<string> LastErrors => _errors.Lines;

    /// <summary>Starts the program.</summary>
    /// <param name="spec">Which one and where.</param>
    /// <param name="tell">Told what it writes to stderr.</param>
    /// <exception cref="BadInputException">There is no such program, or it cannot be started.</exception>
    public static ProgramChannel Start(ProgramSpec spec, Action<string> tell)
    {
        string file = ProgramFinder.Find(spec.Command[0], spec.Folder);
        var start = new ProcessStartInfo(file, spec.Command.Skip(1))
        {
            WorkingDirectory = spec.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new(Process.Start(start)!, tell);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new BadInputException($"{file} cannot be started: {e.Message}; check that it is a program and may be run, or name its interpreter first in 'command' of task.yaml", e);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> EndAsync(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience);
            await _draining.WaitAsync(Drained);
        }
        catch (TimeoutException)
        {
            // It goes on, or what it started holds its stderr open.
        }
        catch (InvalidOperationException)
        {
            return null; // Disposed in the meantime.
        }

        return _isDisposed || !_process.HasExited ? null : Exit(_process.ExitCode);
    }

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It has ended by itself.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await EndAsync(Drained);
        _isDisposed = true;
        _process.Dispose();
    }

    private static string Exit(int code) => !OperatingSystem.IsWindows() && code > FirstSignal
        ? FormattableString.Invariant($"exited with code {code} (signal {code - FirstSignal})")
        : FormattableString.Invariant($"exited with code {code}");
}
