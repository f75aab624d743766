using PromptOpt.Benchmarks;
using PromptOpt.Benchmarks.Racing;

if (args is ["yardsticks", ..]) return await YardstickCommand.RunAsync(args[1..]);
if (args is ["racing", ..]) return await RacingCommand.RunAsync(args[1..]);
if (args is ["racing-copies", ..]) return await RacingCopiesCommand.RunAsync(args[1..]);
if (BenchmarkOptions.Parse(args) is { } options) return await EngineBenchmark.RunAsync(options);
Console.Error.WriteLine("""
    Usage: PromptOpt.Benchmarks engine [--pairs 9] [--threads N] [--csv FILE] [--model FILE]
           PromptOpt.Benchmarks yardsticks TASKFOLDER MODEL naive-bayes,seed-prompt,strong-start,best-free-text SEED [SEED ...]
           PromptOpt.Benchmarks racing [--studies 2000] [--out FOLDER] [--only SCENARIO]
           PromptOpt.Benchmarks racing-copies TASKFOLDER MODEL [--copies 8] [--seeds 1,2] [--threads N] [--race-rows 64] [--error X] [--out FOLDER]
    """);
return 2;
