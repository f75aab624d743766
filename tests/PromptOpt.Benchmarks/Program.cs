using PromptOpt.Benchmarks;
using PromptOpt.Benchmarks.Racing;

if (args is ["yardsticks", ..]) return await YardstickCommand.RunAsync(args[1..]);
if (args is ["racing", ..]) return await RacingCommand.RunAsync(args[1..]);
if (BenchmarkOptions.Parse(args) is { } options) return await EngineBenchmark.RunAsync(options);
Console.Error.WriteLine("""
    Usage: PromptOpt.Benchmarks engine [--pairs 9] [--threads N] [--csv FILE] [--model FILE]
           PromptOpt.Benchmarks yardsticks TASKFOLDER MODEL naive-bayes,seed-prompt,strong-start,best-free-text SEED [SEED ...]
           PromptOpt.Benchmarks racing [--studies 2000] [--out FOLDER] [--only SCENARIO]
    """);
return 2;
