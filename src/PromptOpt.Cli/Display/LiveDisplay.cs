using System.Threading.Channels;
using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Studies;
using Spectre.Console;

namespace PromptOpt.Cli.Display;

/// <summary>One frame on stderr, drawn again in place at most <see cref="FramesPerSecond"/> times a second by one reader of a channel.</summary>
internal sealed class LiveDisplay : SessionDisplay
{
    private const int FramesPerSecond = 6;
    private const int TrialsKept = 20;

    private readonly Channel<Action> _changes = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly CliHost _host;
    private readonly IAnsiConsole _console;
    private readonly Task _drawing;
    private readonly List<string> _notes = [];
    private LiveState _state = new();
    private long _statusAt;

    /// <summary>Starts drawing.</summary>
    public LiveDisplay(CliHost host)
    {
        _host = host;
        _console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = string.IsNullOrEmpty(host.Variable("NO_COLOR")) ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new TerminalOutput(host),
        });
        _drawing = Task.Run(DrawAsync);
    }

    /// <inheritdoc/>
    public override string Heading
    {
        get => _state.Heading;
        set => Change(() => _state = _state with { Heading = value });
    }

    /// <inheritdoc/>
    public override void Restart() => Change(() => _state = new() { Heading = _state.Heading });

    /// <inheritdoc/>
    public override void Note(string text) => Change(() => _notes.Add(text));

    /// <inheritdoc/>
    public override void Report(double value) => Change(() => _state = _state with { Loaded = value < 1 ? value : null });

    /// <inheritdoc/>
    public override void Progress(SessionStatus status)
    {
        var at = _host.Time.GetTimestamp();
        Change(() => (_state, _statusAt) = (_state with { Status = status, Loaded = null }, at));
    }

    /// <inheritdoc/>
    public override void TrialEnded(Trial trial, SessionStatus status)
    {
        Change(() => _state = _state with { Finished = [trial, .. _state.Finished.Take(TrialsKept - 1)] });
        Progress(status);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _drawing;
    }

    private void Change(Action change) => _changes.Writer.TryWrite(change);

    private Task DrawAsync() => _console.Live(Frame()).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
    {
        var period = TimeSpan.FromSeconds(1.0 / FramesPerSecond);
        var open = true;
        while (open)
        {
            using var tick = new CancellationTokenSource(TimeSpan.FromSeconds(1)); // the clocks go on without news
            try
            {
                open = await _changes.Reader.WaitToReadAsync(tick.Token);
            }
            catch (OperationCanceledException)
            {
                // nothing new within a second
            }

            while (_changes.Reader.TryRead(out var change)) change();
            WriteNotes();
            live.UpdateTarget(Frame());
            if (open) await Task.Delay(period);
        }
    });

    /// <summary>Notes go above the frame and stay; the frame is erased first, since it is longer than they are.</summary>
    private void WriteNotes()
    {
        if (_notes.Count == 0) return;
        _console.Write(new Rows([new ControlCode("\e[0J"), .. _notes.Select(note => new Text($"note: {Format.OneLine(note)}"))]));
        _notes.Clear();
    }

    private Rows Frame()
    {
        var since = _state.Status is null ? TimeSpan.Zero : _host.Time.GetElapsedTime(_statusAt);
        var (width, height) = _host.TerminalSize();
        return new Rows(LiveView.Draw(_state with { Since = since }, width - 1, height));
    }
}
