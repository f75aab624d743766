using System.Text;
using System.Text.Json.Nodes;

namespace PromptOpt.Environments.External;

/// <summary>How to start a program and talk to it; the same for all its processes.</summary>
/// <param name="Kind">What it is to be: <c>environment</c> or <c>metric</c>.</param>
/// <param name="IdName">The field that says whose answer it is: <c>episode</c> or <c>id</c>.</param>
/// <param name="Spec">What the task says of it.</param>
/// <param name="Start">Starts a process; the argument is told what it writes to stderr.</param>
/// <param name="Note">Told what a person should know.</param>
/// <param name="Time">The clock that time limits go by.</param>
internal sealed record ProgramTerms(string Kind, string IdName, ProgramSpec Spec, Func<Action<string>, IChannel> Start, Action<string> Note, TimeProvider Time)
{
    private const int MostLinesShown = 5, MostRestartsTold = 5;
    private readonly FewNotes _errors = new(Note, MostLinesShown);
    private readonly FewNotes _restarts = new(Note, MostRestartsTold);

    /// <summary>The program in messages: "the environment program 'node world.mjs'".</summary>
    public string Name => $"the {Kind} program '{string.Join(' ', Spec.Command)}'";

    /// <summary>The first message.</summary>
    public byte[] Hello => Line(new()
    {
        ["type"] = "hello",
        ["protocol"] = 1,
        ["kind"] = Kind,
        ["options"] = new JsonObject(Spec.Options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)option.Value))),
    });

    /// <summary>Terms for a real process.</summary>
    public static ProgramTerms For(string kind, string idName, ProgramSpec spec, Action<string> note) =>
        new(kind, idName, spec, tell => ProgramChannel.Start(spec, tell), note, TimeProvider.System);

    /// <summary>A message as a line: JSON in ASCII, then a line end.</summary>
    public static byte[] Line(JsonObject message) => Encoding.ASCII.GetBytes(message.ToJsonString() + "\n");

    /// <summary>Passes a line of stderr on.</summary>
    public void TellError(string line) => _errors.Tell($"{Name} says: {line}");

    /// <summary>Passes on that the program is started again.</summary>
    public void TellRestart(ProgramEnd end) => _restarts.Tell($"{Name} {end.Why}; it is started again and episodes in progress are replayed");

    /// <summary>The failure that people see.</summary>
    /// <param name="what">What was being done and what came of it, a clause after the program's name.</param>
    /// <param name="lastErrors">What the program wrote last to stderr.</param>
    public EnvironmentException Failure(string what, IReadOnlyList<string> lastErrors)
    {
        string errors = lastErrors.Count == 0 ? "It wrote nothing to stderr." : "Its last lines on stderr:\n  " + string.Join("\n  ", lastErrors);
        return new($"{Name} {what}.\n{errors}\nTo see more, run it in {Spec.Folder} and type {Encoding.ASCII.GetString(Hello).TrimEnd()}; docs/environments.md describes the messages.");
    }
}
