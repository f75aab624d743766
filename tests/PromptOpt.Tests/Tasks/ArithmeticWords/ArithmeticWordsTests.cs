using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PromptOpt.Feedback;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks.ArithmeticWords;

public sealed partial class ArithmeticWordsTests
{
    private static readonly IReadOnlyList<Problem> Problems = ProblemGenerator.Generate();

    [Fact]
    public void The_committed_data_is_what_the_generator_makes_byte_for_byte()
    {
        var path = Path.Combine(RepositoryFolder.Task("arithmetic-words"), "data.jsonl");
        var expected = Encoding.UTF8.GetBytes(ProblemGenerator.ToJsonLines(Problems));
        if (Environment.GetEnvironmentVariable("PROMPTOPT_WRITE_DATA") == "1") File.WriteAllBytes(path, expected);
        Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"{path} differs; write it with PROMPTOPT_WRITE_DATA=1");
    }

    [Fact]
    public void There_are_120_distinct_problems_a_level_from_at_least_40_frames_all_of_which_are_used()
    {
        Assert.All(Enumerable.Range(1, 3), level => Assert.Equal(120, Problems.Count(p => p.Level == level)));
        Assert.Equal(Problems.Count, Problems.Select(p => p.Input).Distinct().Count());
        var frames = ProblemGenerator.Levels.SelectMany(frames => frames).ToList();
        Assert.True(frames.Count >= 40);
        Assert.Equal(frames.Count, Problems.Select(p => p.Frame).Distinct().Count());
    }

    [Fact]
    public void Every_answer_follows_from_the_numbers_in_the_text() => Assert.All(Problems, problem =>
    {
        var letters = Frame.Slot().Matches(problem.Frame.Text)
            .Select(m => m.Groups[1].Value)
            .Where(slot => slot.Length == 1 && slot[0] is >= 'a' and <= 'd' || slot.Length == 3 && slot[1] == ' ')
            .Select(slot => slot[0]);
        var numbers = Number().Matches(problem.Input).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        var values = letters.Zip(numbers).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(values.Count, numbers.Count);
        Assert.Equal(Expression.Evaluate(problem.Frame.Formula, values), problem.Answer);
        Assert.True(problem.Answer >= 0);
    });

    [Fact]
    public void Level_1_stays_within_10() => Assert.All(Problems.Where(p => p.Level == 1), problem =>
    {
        Assert.All(Number().Matches(problem.Input), m => Assert.InRange(int.Parse(m.Value, CultureInfo.InvariantCulture), 1, 10));
        Assert.InRange(problem.Answer, 1, 10);
    });

    [Fact]
    public void Singular_and_plural_agree_with_their_numbers()
    {
        var things = Words.Things.Values.SelectMany(list => list).Where(thing => thing.One != thing.Many).Distinct().ToList();
        Assert.All(Problems, problem => Assert.All(things, thing =>
        {
            Assert.DoesNotMatch($@"\b1 {thing.Many}\b", problem.Input);
            Assert.DoesNotMatch($@"\b([02-9]|\d\d+) {thing.One}\b(?! of)", problem.Input);
        }));
        Assert.All(Problems, problem => Assert.DoesNotMatch(@"\bThere are 1\b|\b1 (of them )?(are|come|arrive|leave|go)\b|\b1 more (come|arrive)\b|[{}]", problem.Input));
    }

    [Fact]
    public void Another_seed_makes_other_problems_and_the_same_seed_the_same()
    {
        Assert.Equal(ProblemGenerator.ToJsonLines(Problems), ProblemGenerator.ToJsonLines(ProblemGenerator.Generate()));
        Assert.NotEqual(ProblemGenerator.ToJsonLines(Problems), ProblemGenerator.ToJsonLines(ProblemGenerator.Generate(1)));
    }

    [Fact]
    public void The_task_folder_loads()
    {
        var task = TaskFile.Load(RepositoryFolder.Task("arithmetic-words"));
        var data = TaskDataReader.Read(task);
        Assert.Equal((144, 108, 108), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Empty(data.Notes);
        Assert.Equal(3, FeedbackFile.Load(Path.Combine(task.Folder, FeedbackFile.FileName), data.Labels).Rules.Count);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
