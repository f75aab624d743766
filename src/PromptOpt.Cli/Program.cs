using PromptOpt.Cli;

using var interruption = new Interruption();
return await new Application(new CommandContext(CliHost.Current(), new Backend())).RunAsync(args, interruption.Token);
