using PromptOpt.Benchmarks;
using PromptOpt.Benchmarks.Decodings;
using PromptOpt.Benchmarks.Racing;
using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Benchmarks.Worlds;

if (args is ["yardsticks", ..]) return await YardstickCommand.RunAsync(args[1..]);
if (args is ["racing", ..]) return await RacingCommand.RunAsync(args[1..]);
if (args is ["racing-copies", ..]) return await RacingCopiesCommand.RunAsync(args[1..]);
if (args is ["screening", var studyFolder]) return ScreeningCommand.Run(studyFolder);
if (args is ["worlds", ..]) return await WorldsCommand.RunAsync(args[1..]);
if (args is ["tuning", ..]) return await TuningCommand.RunAsync(args[1..]);
if (args is ["decoding-table", ..]) return await DecodingTableCommand.RunAsync(args[1..]);
if (args is ["sampler-timing", ..]) return SamplerTimingCommand.Run(args[1..]);
if (args is ["tuning-report", ..]) return TuningReportCommand.Run(args[1..]);
if (BenchmarkOptions.Parse(args) is { } options)
{
    using var record = new BenchmarkRecord(options);
    return options.Benchmark switch
    {
        "engine" => await new EngineBenchmark(options, record).RunAsync(),
        "raw" => await new RawBenchmark(options, record).RunAsync(),
        "node" => await new NodeBenchmark(options, record).RunAsync(),
        "node-settings" => await new NodeSettingsBenchmark(options, record).RunAsync(),
        "choice" => await new ChoiceBenchmark(options, record).RunAsync(),
        "layout" => await new LayoutBenchmark(options, record).RunAsync(),
        "memory" => await new MemoryBenchmark(options, record).RunAsync(),
        _ => await new OverheadBenchmark(options, record).RunAsync(),
    };
}

Console.Error.WriteLine("""
    Usage: PromptOpt.Benchmarks engine|raw|layout|node|node-settings|choice|memory|overhead
               [--pairs 9] [--threads N] [--output FOLDER] [--model FILE]
               [--task FOLDER] [--rows 500] [--examples 2]   (choice; examples a label, 0 or more)
               [--requests N]                                (memory, 10000; node and node-settings, 32)
               [--flash auto|off]                            (node)
           PromptOpt.Benchmarks yardsticks TASKFOLDER MODEL naive-bayes,seed-prompt,strong-start,best-free-text SEED [SEED ...]
           PromptOpt.Benchmarks racing [--studies 2000] [--out FOLDER] [--only SCENARIO]
           PromptOpt.Benchmarks racing-copies TASKFOLDER MODEL [--copies 8] [--seeds 1,2] [--threads N] [--race-rows 64] [--error X] [--out FOLDER]
           PromptOpt.Benchmarks screening STUDYFOLDER                                             (time of the score model, against that of the study)
           PromptOpt.Benchmarks worlds FOLDER CALLS SEEDS LEVEL NAME[-without-PART|:POLICY] ...   (scripted agent and writer on the eight worlds)
           PromptOpt.Benchmarks tuning DATA OUT --methods SAMPLER[-without-default]|guarded-uniform|-adversarial|-oracle|-parrot[-on-SAMPLER]|llambo|guarded-llambo[-shuffled|-nameless],..
               [--tasks 15|25|NAME,..] [--seeds 0-4] [--memo FOLDER] [--python FILE] [--lanes N] [--model FILE] [--threads N]      (the last two for llambo)
           PromptOpt.Benchmarks decoding-table record FOLDER [--task FOLDER] [--model FILE] [--threads N] [--examples 40] [--max-tokens 48]     (resumes)
           PromptOpt.Benchmarks decoding-table replay FOLDER [--samplers NAME,..] [--seeds 400] [--trials 20] [--rows 20] [--start-temperatures T,..] [--start-calls 56] [--against NAME]
           PromptOpt.Benchmarks sampler-timing [SAMPLER ...]       (seconds to suggest from 500 trials of 12 numbers)
           PromptOpt.Benchmarks tuning-report DATA OUT            (curves.csv, summary.csv, paired.csv, report.md of all runs in OUT)
    Ends with 0 if every wanted bound holds, with 1 if one does not. FOLDER gets BENCHMARK.csv and a line a bound in claims.csv.
    """);
return 2;
