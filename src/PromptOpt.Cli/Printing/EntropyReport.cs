using PromptOpt.Cli.Running;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Cli.Printing;

/// <summary>The entropy of one prompt's answers over the temperature; printed as it is with <c>--json</c>.</summary>
internal sealed record EntropyReport
{
    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>train or validation.</summary>
    public required string Split { get; init; }

    /// <summary>Where the prompt came from.</summary>
    public required string Prompt { get; init; }

    /// <summary>Seed of the answers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The temperatures, rising.</summary>
    public required IReadOnlyList<EntropyLine> Temperatures { get; init; }

    /// <summary>The entropy turning point; null if there is none.</summary>
    public required double? TurningPoint { get; init; }

    /// <summary>Where it suggests to begin with answers that are put to the vote.</summary>
    public double? ForMajorityVote => TurningPoint + Tuning.Entropy.TurningPoint.AddForMajorityVote;

    /// <summary>Where it suggests to begin if the best of several answers is kept.</summary>
    public double? ForBestOf => TurningPoint is { } point ? Math.Round(point + Tuning.Entropy.TurningPoint.AddForBestOf, 9) : null;

    /// <summary>The temperature at which the entropy is 0.3; null if there is none among those measured.</summary>
    public required double? AtTarget { get; init; }

    /// <summary>Requests to the model.</summary>
    public required long Calls { get; init; }

    /// <summary>Tokens as sent.</summary>
    public required long Tokens { get; init; }

    /// <summary>Tokens really computed.</summary>
    public required long ComputedTokens { get; init; }

    /// <summary>Of the requests, those that the response cache answered.</summary>
    public required long CachedCalls { get; init; }

    /// <summary>Their tokens.</summary>
    public required long CachedCallTokens { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>Engine and version.</summary>
    public required string Engine { get; init; }

    /// <summary>Puts a report together.</summary>
    public static EntropyReport From(EntropyRequest request, TaskSpec task, LanguageModelInfo model, EntropyCurve curve, double seconds) => new()
    {
        Task = task.Name,
        Split = Words.Of(request.Split),
        Prompt = request.PromptFile ?? "seed prompt",
        Seed = request.Seed,
        Temperatures =
        [
            .. curve.Points.Select(point => new EntropyLine(
                point.Temperature, point.Entropy, point.StandardError, point.Entropy > 0 ? Math.Log(point.Entropy) : null,
                curve.Curvature.TryGetValue(point.Temperature, out var curvature) ? curvature : null, point.Answers, point.Tokens)),
        ],
        TurningPoint = curve.TurningPoint,
        AtTarget = curve.AtTarget,
        Calls = curve.Spending.Calls,
        Tokens = curve.Spending.Tokens,
        ComputedTokens = curve.Spending.ComputedTokens,
        CachedCalls = curve.FromCache.Calls,
        CachedCallTokens = curve.FromCache.Tokens,
        Seconds = seconds,
        Model = request.ModelPath,
        Engine = model.Engine,
    };

    /// <summary>Writes the report for people.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{Task}, {Split}: entropy of the model's own answers, in nats a token, without labels ({Format.OneLine(Prompt)})");
        writer.WriteLine();
        var table = new TextTable(">temperature", ">entropy", ">± error", ">log", ">curvature", ">answers", ">tokens");
        foreach (var line in Temperatures)
        {
            table.Add(
                Format.Number(line.Temperature, "0.0##"), Format.Number(line.Entropy, "0.0000"), Format.Number(line.StandardError, "0.0000"), Format.Number(line.LogEntropy, "0.000"),
                Format.Number(line.Curvature, "+0.00;-0.00;0.00"), $"{line.Answers}", Format.Count(line.Tokens));
        }

        table.Write(writer, "  ");
        writer.WriteLine();
        WriteTurningPoint(writer);
        WriteTarget(writer);
        writer.WriteLine("Both are places to start a search from and say nothing of right and wrong: whether a temperature helps is for 'promptopt tune' or 'promptopt eval --temperature' to measure.");
        writer.WriteLine($"{Format.Count(Calls)} calls, {Format.Count(Tokens)} tokens ({Format.Count(ComputedTokens)} computed), {Format.Time(TimeSpan.FromSeconds(Seconds))}");
        new CachedCalls(CachedCalls, CachedCallTokens).Write(writer);
    }

    private void WriteTurningPoint(TextWriter writer)
    {
        if (TurningPoint is not { } point) writer.WriteLine("Entropy turning point: none; the log of the entropy bends upwards at no temperature between others.");
        else writer.WriteLine($"Entropy turning point: {Temperature(point)}, the first temperature between others where the log of the entropy bends upwards. For several answers a row, start at {Temperature(ForMajorityVote)} for a majority vote, at {Temperature(ForBestOf)} to keep the best.");
    }

    private void WriteTarget(TextWriter writer) => writer.WriteLine(AtTarget is { } temperature
        ? $"Entropy {Temperature(EntropyTemperature.Target)}: at temperature {Format.Number(temperature, "0.00")}, a heuristic of another publication."
        : $"Entropy {Temperature(EntropyTemperature.Target)}: not reached from below at these temperatures.");

    private static string Temperature(double? temperature) => Format.Number(temperature, "0.0##");
}
