using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>How one row was answered by several samples or in several turns, for people.</summary>
internal static class AnswerTrace
{
    private const int MostSamples = 8, MostLetters = 100;

    /// <summary>Writes the first train or validation row that has something to show; nothing where none has.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="waves">Waves of a trial.</param>
    public static void Write(TextWriter writer, IEnumerable<Wave> waves)
    {
        var (phase, shown) = waves.Where(wave => wave.Key.Phase is Phase.Train or Phase.Validation).OrderBy(wave => wave.Key.Phase)
            .SelectMany(wave => wave.Rollouts, (wave, rollout) => (wave.Key.Phase, rollout))
            .FirstOrDefault(row => row.rollout.Samples is not null || row.rollout.Episode?.Steps.Any(step => step.Plan is not null) == true);
        if (shown is null) return;
        writer.WriteLine();
        writer.WriteLine($"How one {Words.Of(phase)} row went: {Format.Cut(Format.OneLine(shown.Input), MostLetters)}");
        string trace = RolloutTrace.Of(shown);
        if (trace.Length > 0) WriteLines(writer, trace);
        if (shown.Samples is { Drawn.Count: > 1 } samples) WriteSamples(writer, samples);
        writer.WriteLine($"  answer: {Format.OneLine(shown.Answer ?? "none")}, score {Format.Value(shown.Score)}");
    }

    private static void WriteLines(TextWriter writer, string text)
    {
        foreach (var line in Format.Lines(text).Split('\n')) writer.WriteLine($"    | {line}".TrimEnd());
    }

    private static void WriteSamples(TextWriter writer, SampleSet samples)
    {
        for (int i = 0; i < Math.Min(samples.Drawn.Count, MostSamples); i++)
            writer.WriteLine($"  sample {i + 1}{(i == samples.Chosen ? ", which counts" : "")}: {Format.Cut(Format.OneLine(samples.Drawn[i].Output), MostLetters)}");
        if (samples.Drawn.Count > MostSamples) writer.WriteLine($"  and {samples.Drawn.Count - MostSamples} more, in rollouts.csv");
    }
}
