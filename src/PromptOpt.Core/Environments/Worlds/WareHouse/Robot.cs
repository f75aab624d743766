namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>An agent of WareHouse.</summary>
/// <param name="Track">Its track from 0; -1 at the target.</param>
/// <param name="Column">Its column from 0; 0 at the target.</param>
/// <param name="Carries">Whether it carries a box; never at the target.</param>
internal readonly record struct Robot(int Track, int Column, bool Carries)
{
    /// <summary>A robot at the target.</summary>
    public static readonly Robot AtTarget = new(-1, 0, false);

    /// <summary>Whether it is at the target.</summary>
    public bool IsAtTarget => Track < 0;

    /// <summary>Whether it and another stand on the same place of a track.</summary>
    public bool Meets(Robot other) => !IsAtTarget && (Track, Column) == (other.Track, other.Column);

    /// <summary>Whether it stands beside a box.</summary>
    public bool Reaches(ShelfBox box) => !IsAtTarget && Column == box.Column && IsBeside(box);

    /// <summary>Whether its track runs beside a box.</summary>
    public bool IsBeside(ShelfBox box) => Track == box.Gap || Track == box.Gap + 1;

    /// <summary>The robot after an order that breaks no rule.</summary>
    public Robot After(RobotOrder order) => order.Verb switch
    {
        RobotVerb.Left => this with { Column = Column - 1 },
        RobotVerb.Right => this with { Column = Column + 1 },
        RobotVerb.Pick => this with { Carries = true },
        RobotVerb.Target => AtTarget,
        RobotVerb.Track => new(order.Track ?? 0, 0, false),
        _ => this,
    };
}
