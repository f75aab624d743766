using System.CommandLine;
using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Commands;

/// <summary>The options about models that only write, shared by the commands that run a session.</summary>
internal sealed class RoleOptions
{
    private readonly Option<string?> _writer = OptionFactory.Text("--writer", "GGUF file of the model that writes new prompts. Default: the one that solves the task.", "PATH");
    private readonly Option<string?> _summarizer = OptionFactory.Text("--summarizer", "GGUF file of the model that sums up what went wrong. Default: the writer.", "PATH");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_writer);
        command.Options.Add(_summarizer);
    }

    /// <summary>The files, over those of an earlier run where the user gave none.</summary>
    public EngineSettings Read(ParseResult parsed, EngineSettings earlier, Locations places) => earlier with
    {
        WriterPath = parsed.GetValue(_writer) is { } writer ? places.Model(writer, "--writer") : earlier.WriterPath,
        SummarizerPath = parsed.GetValue(_summarizer) is { } summarizer ? places.Model(summarizer, "--summarizer") : earlier.SummarizerPath,
    };
}
