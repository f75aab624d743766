using PromptOpt.Search.Grids;

namespace PromptOpt.Tests.Search.Grids;

/// <summary>Grids for tests.</summary>
internal static class SampleGrid
{
    public const string Text = """
        name: sample
        variables: {role: baker}
        slots:
          - name: opener
            options: [none, "You are a {{role}}.", "You are quick."]
          - name: task
            options: ["{{instruction}}", none]
        reasoning: [off, on]
        answer_prefix: [none, "Label:\n"]
        """;

    /// <summary>3 x 2 x 2 x 2 combinations, of which 6 are no cells.</summary>
    public static PromptGrid Mixed => GridFile.Parse("sample.yaml", Text);

    /// <summary>A grid of texts alone, with so many options in each slot.</summary>
    public static PromptGrid Of(params int[] options) => new()
    {
        Name = "plain",
        Slots = [.. options.Select((count, slot) => new GridSlot($"s{slot + 1}", GridSlotKind.Text, [.. Enumerable.Range(0, count).Select(option => option == 0 ? "" : $"S{slot + 1}O{option + 1}.")]))],
    };
}
