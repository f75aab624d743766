using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using PromptOpt.Environments;
using PromptOpt.Environments.External;

namespace PromptOpt.Tests.Environments.External;

/// <summary>A program in memory that plays <see cref="HashWorld"/> and misbehaves where it is told to.</summary>
/// <param name="misbehave">Asked about each request: its number over all processes, the process from 1, and the message. Null is to answer.</param>
internal sealed class FakeProgram(Func<int, int, JsonNode, Misbehaviour?> misbehave)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Func<int, int, JsonNode, Misbehaviour?> _misbehave = misbehave;
    private int _requests, _processes;

    public SteppedTime Time { get; } = new();

    public List<string> Notes { get; } = [];

    public int Processes => _processes;

    /// <summary>Answers of a batch are given in reverse order where this is above 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>What is printed before the handshake of a process, by its number.</summary>
    public Func<int, string> Greeting { get; init; } = _ => """{"type":"hello","protocol":1,"name":"hash","version":"2","violations":["bump"]}""";

    public ProgramTerms Terms(int? instances = null) => new(
        "environment", "episode", new ProgramSpec { Command = ["fake", "world"], Folder = "/nowhere", Timeout = Limit, StartTimeout = Limit, Instances = instances },
        tell => new Channel(this, Interlocked.Increment(ref _processes), tell), Note, Time);

    private void Note(string text)
    {
        lock (Notes) Notes.Add(text);
    }

    private sealed class Channel : IChannel
    {
        private readonly FakeProgram _program;
        private readonly int _process;
        private readonly Pipe _in = new(), _out = new();
        private readonly CancellationTokenSource _killed = new();
        private readonly Dictionary<string, (ulong Seed, List<string> Replies)> _episodes = [];
        private readonly List<string> _held = [];
        private readonly Stream _answers;
        private readonly Task _running;
        private Task _hanging = Task.CompletedTask;

        public Channel(FakeProgram program, int process, Action<string> tell)
        {
            (_program, _process) = (program, process);
            (Input, Output, _answers) = (_in.Writer.AsStream(), _out.Reader.AsStream(), _out.Writer.AsStream());
            tell("hello from stderr");
            _running = Task.Run(RunAsync);
        }

        public Stream Input { get; }

        public Stream Output { get; }

        public IReadOnlyList<string> LastErrors => [$"stderr of process {_process}"];

        public async Task<string?> EndAsync(TimeSpan patience)
        {
            await Task.WhenAny(_running, Task.Delay(20));
            return _running.IsCompleted ? "exited with code 7" : null;
        }

        public void Kill() => _killed.Cancel();

        public async ValueTask DisposeAsync()
        {
            Kill();
            await _running;
        }

        private async Task RunAsync()
        {
            try
            {
                await SayAsync(_program.Greeting(_process));
                using var reader = new StreamReader(_in.Reader.AsStream(), Encoding.UTF8);
                while (await reader.ReadLineAsync(_killed.Token) is { } line && await TakeAsync(line))
                {
                }
            }
            catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
            {
                // Killed.
            }

            await _hanging;
            await _in.Reader.CompleteAsync();
            await _out.Writer.CompleteAsync();
        }

        private async Task<bool> TakeAsync(string line)
        {
            var message = JsonNode.Parse(line)!;
            string type = (string)message["type"]!;
            if (type == "shutdown") return false;
            if (type == "close") _episodes.Remove((string)message["episode"]!);
            if (type is not ("reset" or "step")) return await AnswerHeldAsync();
            var fault = _program._misbehave(Interlocked.Increment(ref _program._requests), _process, message);
            string answer = Answer(message, type);
            if (fault is { } wrong) return await MisbehaveAsync(wrong, (string)message["episode"]!, answer);
            _held.Add(answer);
            return await AnswerHeldAsync();
        }

        private async Task<bool> AnswerHeldAsync()
        {
            if (_held.Count < Math.Min(_program.Batch, _episodes.Count)) return true;
            foreach (string held in Enumerable.Reverse(_held).ToArray()) await SayAsync(held);
            _held.Clear();
            return true;
        }

        private string Answer(JsonNode message, string type)
        {
            string id = (string)message["episode"]!;
            if (type == "reset") _episodes[id] = ((ulong)message["seed"]!, []);
            var (seed, replies) = _episodes[id];
            var answer = new JsonObject { ["type"] = type, ["episode"] = id };
            if (type == "reset") answer["bound"] = 5;
            else replies.Add((string)message["reply"]!);
            answer["observation"] = HashWorld.Observe(seed, replies);
            answer["progress"] = HashWorld.Progress(replies);
            if (type == "step") (answer["step"], answer["success"]) = (replies.Count, replies.Count == HashWorld.Length(seed));
            return answer.ToJsonString();
        }

        private async Task<bool> MisbehaveAsync(Misbehaviour fault, string id, string answer)
        {
            string type = answer.Contains("\"reset\"", StringComparison.Ordinal) ? "reset" : "step";
            switch (fault)
            {
                case Misbehaviour.CrashBefore:
                    return false;
                case Misbehaviour.CrashAfter:
                    await SayAsync(answer);
                    return false;
                case Misbehaviour.HalfALine:
                    await WriteAsync(Encoding.UTF8.GetBytes(answer[..(answer.Length / 2)]));
                    return false;
                case Misbehaviour.CloseOutput:
                    await _out.Writer.CompleteAsync();
                    await Task.Delay(-1, _killed.Token);
                    return false;
                case Misbehaviour.Hang or Misbehaviour.StopReading:
                    await HangAsync();
                    return false;
                case Misbehaviour.SilentForTheEpisode:
                    _hanging = HangAsync();
                    return true;
                case Misbehaviour.NotUtf8:
                    byte[] bytes = [.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}\n"u8];
                    await WriteAsync(bytes);
                    return true;
                case Misbehaviour.EndlessLine:
                    byte[] block = new byte[256 * 1024];
                    block.AsSpan().Fill((byte)'x');
                    while (!_killed.IsCancellationRequested) await WriteAsync(block);
                    return false;
                case Misbehaviour.AnsweredTwice:
                    await SayAsync(answer);
                    await SayAsync(answer);
                    return true;
                default:
                    await SayAsync(Line(fault, id, type, answer));
                    return true;
            }
        }

        private static string Line(Misbehaviour fault, string id, string type, string answer) => fault switch
        {
            Misbehaviour.NotJson => "Traceback (most recent call last): {",
            Misbehaviour.NotAnObject => "[1, 2]",
            Misbehaviour.NoEpisode => """{"type":"step","observation":"x"}""",
            Misbehaviour.UnknownEpisode => """{"type":"step","episode":"e999999","observation":"x"}""",
            Misbehaviour.FailsAsAWhole => """{"type":"error","message":"out of memory"}""",
            Misbehaviour.NoObservation => $$"""{"type":"{{type}}","episode":"{{id}}","progress":1}""",
            Misbehaviour.ObservationIsANumber => $$"""{"type":"{{type}}","episode":"{{id}}","observation":17}""",
            Misbehaviour.InfiniteProgress => $$"""{"type":"{{type}}","episode":"{{id}}","observation":"x","progress":1e999}""",
            Misbehaviour.ProgressIsText => $$"""{"type":"{{type}}","episode":"{{id}}","observation":"x","progress":"NaN"}""",
            Misbehaviour.HalfASurrogate => $$"""{"type":"{{type}}","episode":"{{id}}","observation":"\ud800"}""",
            Misbehaviour.WrongType => $$"""{"type":"{{(type == "reset" ? "step" : "reset")}}","episode":"{{id}}","observation":"x"}""",
            Misbehaviour.WrongStep when type == "step" => $$"""{"type":"step","episode":"{{id}}","observation":"x","step":77}""",
            Misbehaviour.ReservedKind when type == "step" => $$$"""{"type":"step","episode":"{{{id}}}","observation":"x","error":{"kind":"success"}}""",
            Misbehaviour.ErrorIsText when type == "step" => $$"""{"type":"step","episode":"{{id}}","observation":"x","error":"no"}""",
            _ => answer.Replace("observation", "obs", StringComparison.Ordinal),
        };

        private async Task HangAsync()
        {
            while (!_killed.IsCancellationRequested)
            {
                _program.Time.Advance(Limit);
                await Task.Delay(1);
            }
        }

        private Task SayAsync(string line) => WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

        private async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _answers.WriteAsync(bytes, _killed.Token);
    }
}
