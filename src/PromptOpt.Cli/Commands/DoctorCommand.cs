using System.CommandLine;
using PromptOpt.Cli.Diagnostics;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt doctor</c>: what was found, what is missing, and what to do about it.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly CommandContext _context;
    private readonly Option<string?> _results = CommonOptions.Results();

    /// <summary>Declares the command.</summary>
    public DoctorCommand(CommandContext context)
        : base("doctor", "Check this machine: library, devices, runtimes, model, tools, disk.")
    {
        _context = context;
        Options.Add(_results);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var results = _context.Locations.Results(parsed.GetValue(_results));
        var findings = new List<Finding>();
        findings.AddRange(MachineChecks.Run());
        findings.AddRange(EngineChecks.Run(_context.Backend));
        findings.Add(await ModelCheck.RunAsync(_context.Locations, cancellationToken));
        findings.AddRange(ToolChecks.Run(_context.Host));
        findings.AddRange(DiskChecks.Run(results));
        Finding.Write(_context.Host.Out, findings);
        return findings.Any(f => f.State == FindingState.Missing) ? ExitCode.Failed : ExitCode.Done;
    }
}
