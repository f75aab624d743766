using System.Runtime.InteropServices;

namespace PromptOpt.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first one cancels and leaves <see cref="Patience"/> to store what is there; the second one, or the end of
/// the patience, ends the process. Installed before anything else, so that an early Ctrl-C is not lost.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Timer? _timer;
    private int _signals;

    /// <summary>Starts listening.</summary>
    public Interruption()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Time between the first signal and the end of the process.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _timer?.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1) End();
        _timer = new Timer(_ => End(), null, Patience, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }

    private static void End()
    {
        const string showCursor = "\e[?25h";
        if (!Console.IsErrorRedirected) Console.Error.Write(showCursor);
        Environment.Exit(ExitCode.Cancelled);
    }
}
