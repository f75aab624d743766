using FsCheck.Xunit;
using PromptOpt.Search.Grids;

namespace PromptOpt.Tests.Search.Grids;

public sealed class GridFileTests
{
    [Fact]
    public void The_published_grid_has_sixty_cells_with_and_without_reasoning()
    {
        var grid = GridFile.Load(RepositoryFolder.File("prompts", "grids", "eccentric.yaml"));
        Assert.Equal([5, 3, 4, 2], grid.Slots.Select(slot => slot.Options.Count));
        Assert.Equal(120, grid.Combinations);
        Assert.Equal("", grid.Slots[0].Options[0]);
        Assert.Equal(1, grid.EmptyCell);
    }

    [Theory]
    [InlineData("classify", 54)]
    [InlineData("plain", 24)]
    public void Our_own_grids_can_be_read(string name, int cells) =>
        Assert.Equal(cells, GridFile.Load(RepositoryFolder.File("prompts", "grids", name + ".yaml")).Combinations);

    [Fact]
    public void The_example_of_the_documentation_can_be_read()
    {
        string page = File.ReadAllText(RepositoryFolder.File("docs", "grids.md"));
        Assert.Equal(36, GridFile.Parse("docs/grids.md", page.Split("```yaml\n")[1].Split("```")[0]).Combinations);
    }

    [Fact]
    public void Slots_of_other_kinds_stand_behind_those_of_text()
    {
        var grid = SampleGrid.Mixed;
        Assert.Equal([GridSlotKind.Text, GridSlotKind.Text, GridSlotKind.Reasoning, GridSlotKind.AnswerPrefix], grid.Slots.Select(slot => slot.Kind));
        Assert.Equal(["", "Label:\n"], grid.Slots[3].Options);
        Assert.Equal("baker", grid.Variables["role"]);
    }

    [Theory]
    [InlineData("name: g\nslots: []", "g.yaml:2:8: slots: must be 1 to 16 slots")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [x, y]", "g.yaml:4:14: slots[0].options: must hold the option none: the empty system message is always a cell")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none, x, x]", "an option stands there twice")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none, '']", "an option is empty; write none")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none]", "must make 2 to 1,000,000 cells, but make 1")]
    [InlineData("name: g\nvariables: {role: x}\nslots:\n  - name: a\n    options: [none, 'A {{rule}}.']", "unknown variable {{rule}} (did you mean 'role'?)")]
    [InlineData("name: g\nvariables: {role: x}\nslots:\n  - name: a\n    options: [none, A.]", "'role' stands in no option")]
    [InlineData("name: g\nvariables: {labels: x}\nslots:\n  - name: a\n    options: [none, A.]", "is built in")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none, A.]\nreasoning: [on]", "g.yaml:5:12: reasoning: must be [off, on], or [off]")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none, A.]\nanswer_prefix: [Yes]", "answer_prefix: must hold the option none")]
    [InlineData("name: g\nslots:\n  - name: a\n    option: [none, A.]", "unknown key 'slots[0].option'")]
    [InlineData("name: g\nslots:\n  - name: a\n    options: [none, A.]\n  - name: a\n    options: [none, B.]", "'a' is taken")]
    public void Problems_are_told_with_their_place(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<BadInputException>(() => GridFile.Parse("g.yaml", text)).Message, StringComparison.Ordinal);

    [Property(MaxTest = 200)]
    public void Any_options_are_read_or_refused_as_bad_input(string[] options, bool reasons)
    {
        string text = $"name: g\nslots:\n  - name: a\n    options: [{string.Join(", ", options.Select(option => option ?? "none"))}]\n{(reasons ? "reasoning: [off, on]" : "join: line")}";
        if (Record.Exception(() => GridFile.Parse("g.yaml", text)) is { } e) Assert.IsType<BadInputException>(e);
    }
}
