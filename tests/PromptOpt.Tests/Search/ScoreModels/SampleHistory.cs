using PromptOpt.Candidates;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.ScoreModels;

/// <summary>Histories of searches that were never run: prompts of sentences drawn from a few, the children of the five best, and leads that somebody made up.</summary>
internal static class SampleHistory
{
    public const int RaceRows = 32;

    private static readonly string[] Sentences =
    [
        "Read the whole question before you answer.", "Name one colour and nothing else.", "Never repeat a step that failed.", "Count the boxes in every corner first.",
        "Write the answer inside braces.", "Take the shortest way to the goal.", "Do not move two robots to one place.", "Explain each choice in one clause.",
        "Check the list of allowed actions.", "Prefer heavy loads over light ones.", "Stop when nothing is left to do.", "Wait if the path is blocked by another.",
    ];

    /// <summary>What the sentences are worth, in turn.</summary>
    public static double[] Worths { get; } = [0.10, -0.06, 0.08, 0, -0.09, 0.12, 0, -0.05, 0.07, 0, 0.04, -0.08];

    /// <summary>What a prompt is worth.</summary>
    public static double Worth(string instruction) => Sentences.Zip(Worths, (sentence, worth) => instruction.Contains(sentence, StringComparison.Ordinal) ? worth : 0).Sum();

    /// <summary>Makes a history.</summary>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="levels">Levels after the seed prompt: the first has 12 trials, the others 10.</param>
    /// <param name="worth">The true lead of a prompt.</param>
    /// <param name="noise">Standard deviation of a row.</param>
    /// <param name="races">Whether trials well behind the best are stopped after a quarter of their rows.</param>
    public static IReadOnlyList<Trial> Of(ulong seed, int levels, Func<string, double> worth, double noise = 0.3, bool races = true)
    {
        var random = new SeededRandom(seed);
        var trials = new List<Trial> { Trial(1, 0, 0, "seed", "Do the task.", 0, RaceRows) };
        for (int level = 1; level <= levels; level++)
        {
            var parents = PromptOpt.Search.ParentSelector.Ranked(trials).Take(5).ToArray();
            double best = parents[0].Lead!.Value;
            for (int i = 0; i < (level == 1 ? 12 : 10); i++)
            {
                var parent = parents[i % parents.Length];
                string operatorName = new[] { "rewrite", "edit", "drop-sentence" }[random.Next(3)];
                string text = Changed(parent.Candidate.Instruction, operatorName, random);
                double early = worth(text) + noise * Gauss(random) / Math.Sqrt(RaceRows / 4.0);
                bool stopped = races && early < best - 0.15;
                double late = worth(text) + noise * Gauss(random) / Math.Sqrt(RaceRows * 3 / 4.0);
                trials.Add(Trial(trials.Count + 1, level, parent.Number, operatorName, text, stopped ? early : early / 4 + late * 3 / 4, stopped ? RaceRows / 4 : RaceRows));
            }
        }

        return trials;
    }

    /// <summary>A trial with a lead.</summary>
    public static Trial Trial(int number, int level, int parent, string operatorName, string text, double lead, int rows) => new()
    {
        Number = number,
        Level = level,
        State = rows == RaceRows ? TrialState.Complete : TrialState.Pruned,
        Candidate = new Candidate { Instruction = text },
        Operator = operatorName,
        Parent = parent,
        Value = 0.5 + lead,
        SeedValue = 0.5,
        Rows = rows,
    };

    private static string Changed(string text, string operatorName, SeededRandom random)
    {
        if (operatorName == "rewrite") return string.Join(' ', random.Shuffled(Sentences).Take(2 + random.Next(5)).Prepend("Do the task."));
        string sentence = Sentences[random.Next(Sentences.Length)];
        return operatorName == "edit" ? $"{text} {sentence}" : text.Replace(" " + sentence, "", StringComparison.Ordinal);
    }

    private static double Gauss(SeededRandom random) => Math.Sqrt(2 * random.NextExponential()) * Math.Cos(2 * Math.PI * random.NextDouble());
}
