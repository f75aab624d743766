namespace PromptOpt.Search.Grids;

/// <summary>A place of a grid, and what may stand there.</summary>
/// <param name="Name">Name, unlike those of the other slots.</param>
/// <param name="Kind">What the options change.</param>
/// <param name="Options">The options in order, all different: texts, with an empty one for <c>none</c>, or <c>off</c> and <c>on</c>.</param>
public sealed record GridSlot(string Name, GridSlotKind Kind, IReadOnlyList<string> Options)
{
    /// <summary>What <c>none</c> is called in files and on pages.</summary>
    public const string None = "none";

    /// <summary>The option of <see cref="GridSlotKind.Reasoning"/> that asks for none.</summary>
    public const string Off = "off";

    /// <summary>The option of <see cref="GridSlotKind.Reasoning"/> that asks for it.</summary>
    public const string On = "on";

    /// <summary>Place of the option that adds nothing: <c>none</c>, or <c>off</c>.</summary>
    internal int Nothing => Options.ToList().FindIndex(option => option is "" or Off);

    /// <summary>An option as it is called.</summary>
    internal static string NameOf(string option) => option.Length == 0 ? None : option;
}
