using Spectre.Console;
using Spectre.Console.Rendering;

namespace PromptOpt.Cli.Display;

/// <summary>One line of a frame. Cut at the edge, never wrapped, and never read as markup.</summary>
internal sealed class StyledLine : Renderable
{
    private readonly List<Segment> _segments = [];

    /// <summary>Appends text.</summary>
    public StyledLine Add(string text, Style? style = null)
    {
        _segments.Add(new Segment(Printing.Format.OneLineKeepingSpaces(text), style ?? Style.Plain));
        return this;
    }

    /// <summary>Cells taken so far.</summary>
    public int Width => Segment.CellCount(_segments);

    /// <summary>The text without styles, cut to a width.</summary>
    public string ToText(int width) => string.Concat(Segment.Truncate(_segments, width).Select(s => s.Text));

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(Width, maxWidth), Math.Min(Width, maxWidth));

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [.. Segment.Truncate(_segments, maxWidth), Segment.LineBreak];
}
