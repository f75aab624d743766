using PromptOpt.Candidates;
using PromptOpt.Feedback;
using PromptOpt.Studies;
using static PromptOpt.Tests.Feedback.Sample;

namespace PromptOpt.Tests.Feedback;

public sealed class RuleFileWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStudyStore _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_edit_is_taken_up_at_the_next_level_and_stored_once()
    {
        var watch = Watch();
        Write("one");
        Assert.Equal(("one", null), At(watch, 0));
        Assert.Equal(("one", null), At(watch, 1));
        Write("two");
        Assert.Equal(("two", $"{Path} has changed: 1 rules are used from level 2 on."), At(watch, 2));
        Assert.Equal(("two", null), At(watch, 3));
        Assert.Equal([0, 2], _store.ReadRules().Select(version => version.Level));
    }

    [Fact]
    public void An_invalid_edit_is_told_once_with_its_place_and_the_last_valid_rules_stay()
    {
        var watch = Watch();
        Write("one");
        At(watch, 0);
        File.WriteAllText(Path, "rules:\n- name: two\n  mesage: x\n");
        var (name, note) = At(watch, 1);
        Assert.Equal("one", name);
        Assert.Contains($"{Path}:3:3: unknown key 'rules[0].mesage'; did you mean 'message'?", note, StringComparison.Ordinal);
        Assert.Equal(("one", null), At(watch, 2));
        Write("three");
        Assert.Equal("three", At(watch, 3).Name);
        Assert.Equal([0, 3], _store.ReadRules().Select(version => version.Level));
    }

    [Fact]
    public void An_edit_that_is_taken_back_is_no_edit()
    {
        var watch = Watch();
        Write("one");
        At(watch, 0);
        File.WriteAllText(Path, "rules");
        Assert.NotNull(At(watch, 1).Note);
        Write("one");
        Assert.Equal(("one", null), At(watch, 2));
        File.WriteAllText(Path, "rules");
        Assert.NotNull(At(watch, 3).Note);
    }

    [Fact]
    public void A_file_that_is_removed_leaves_its_rules_behind()
    {
        var watch = Watch();
        Write("one");
        At(watch, 0);
        File.Delete(Path);
        var (name, note) = At(watch, 1);
        Assert.Equal("one", name);
        Assert.Contains("is gone; the rules stay as they were", note, StringComparison.Ordinal);
        Assert.Equal(("one", null), At(watch, 2));
    }

    [Fact]
    public void Without_a_file_the_built_in_rules_are_used_until_one_is_written()
    {
        var watch = Watch();
        Assert.Equal(("unreadable reply", null), At(watch, 0));
        Assert.Equal(("unreadable reply", null), At(watch, 1));
        Write("one");
        Assert.Equal("one", At(watch, 2).Name);
    }

    [Fact]
    public void An_invalid_file_at_the_start_is_refused()
    {
        File.WriteAllText(Path, "x: 1");
        Assert.Contains(":1:1: rules: is missing", Assert.Throws<BadInputException>(() => Watch().RulesAt(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_study_keeps_the_rules_of_every_level_that_has_begun()
    {
        var first = Watch();
        Write("one");
        At(first, 0);
        Save(level: 0);
        Write("two");
        At(first, 1);
        Save(level: 1);
        At(first, 2);
        Save(level: 2);
        Write("three");
        var resumed = Watch();
        Assert.Equal([("one", null), ("two", null), ("two", null)], Enumerable.Range(0, 3).Select(level => At(resumed, level)));
        Assert.Equal("three", At(resumed, 3).Name);
        Write("four");
        Assert.Equal("three", At(Watch(), 3).Name);
    }

    [Fact]
    public void Stored_rules_that_no_longer_fit_the_task_are_refused_with_their_level()
    {
        _store.SaveRules(new(2, "rules: [{name: a, message: x, when: {error: bump}}]"));
        Assert.Contains("(as stored for level 2):1:45:", Assert.Throws<BadInputException>(() => Watch().RulesAt(2)).Message, StringComparison.Ordinal);
    }

    private string Path => _folder.File("feedback.yaml");

    private RuleFileWatch Watch() => new(Path, [], Kinds, _store);

    private static (string Name, string? Note) At(RuleFileWatch watch, int level) => watch.RulesAt(level) is var found ? (found.Rules.Rules[0].Name, found.Note) : default;

    private void Write(string name) => File.WriteAllText(Path, $"rules: [{{name: {name}, message: x}}]\n");

    private void Save(int level) => _store.SaveTrial(new()
    {
        Number = level + 1,
        Level = level,
        State = TrialState.Waiting,
        Candidate = new Candidate { Instruction = "x", Decoding = new() },
        Operator = "test",
    });
}
