using System.CommandLine;
using PromptOpt.Cli.Commands;

namespace PromptOpt.Cli;

/// <summary>The program from its arguments to its exit code.</summary>
/// <param name="context">What the commands work with.</param>
internal sealed class Application(CommandContext context)
{
    /// <summary>Runs one command line.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = BuildRoot();
        ParseResult parsed;
        try
        {
            parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        }
        catch (InvalidOperationException e)
        {
            return Fail(ExitCode.Usage, e.Message);
        }

        if (parsed.Errors.Count > 0) return UsageErrors.Print(parsed, context.Host.Error);
        var output = arguments.Count == 0 ? context.Host.Error : context.Host.Out;
        var code = await InvokeAsync(parsed, output, cancellationToken);
        return arguments.Count == 0 ? ExitCode.Usage : code;
    }

    /// <summary>All commands.</summary>
    public RootCommand BuildRoot() => new("Finds the prompt and the decoding parameters that work best for one task on one local language model.")
    {
        new OptimizeCommand(context),
        new TuneCommand(context),
        new ResumeCommand(context),
        new EvalCommand(context),
        new EntropyCommand(context),
        new TuneReportCommand(context),
        new CompareCommand(context),
        new TransferCommand(context),
        new ListCommand(context),
        new ShowCommand(context),
        new ExportCommand(context),
        new RulesCommand(context),
        new ScoreModelCommand(context),
        new GridCommand(context),
        new CacheCommand(context),
        new InitCommand(context),
        new ModelsCommand(context),
        new BenchCommand(context),
        new RuntimeCommand(context),
        new DoctorCommand(context),
    };

    private async Task<int> InvokeAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = context.Host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Interruption listens instead: it also counts the second signal
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Host.Error.WriteLine(context.ResumeCommand is { } command ? $"stopped; go on with: {command}" : "stopped");
            return ExitCode.Cancelled;
        }
        catch (PromptOptException e)
        {
            return Fail(e.ExitCode, e.Message);
        }
#pragma warning disable CA1031 // the last stop: whatever escaped becomes one line and a log
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(ExitCode.Failed, $"{e.GetType().Name}: {Printing.Format.OneLine(e.Message)} (full trace in {ErrorLog.Write(e, context)})");
        }
    }

    private int Fail(int code, string message)
    {
        context.Host.Error.WriteLine($"error: {message}");
        return code;
    }
}
