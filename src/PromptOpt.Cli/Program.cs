using PromptOpt;
using PromptOpt.Cli;

using var interruption = new Interruption();
CliHost host;
try
{
    host = CliHost.Current();
}
catch (BadInputException e)
{
    StandardStream.Optional(Console.Error).WriteLine($"error: {e.Message}");
    return e.ExitCode;
}

return await new Application(new CommandContext(host, new Backend())).RunAsync(args, interruption.Token);
