using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Who descends from whom in a study.</summary>
/// <param name="trials">All trials that may be asked for.</param>
public sealed class TrialLineage(IEnumerable<Trial> trials)
{
    private readonly Dictionary<int, Trial> _byNumber = trials.ToDictionary(trial => trial.Number);

    /// <summary>A trial after its ancestors along the first parents, the seed prompt first.</summary>
    public IReadOnlyList<Trial> ChainTo(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var chain = new List<Trial> { trial };
        while (_byNumber.TryGetValue(chain[0].Parent, out var parent) && parent.Number < chain[0].Number) chain.Insert(0, parent);
        return chain;
    }

    /// <summary>Numbers of all ancestors, over both parents of a merged trial, in falling order.</summary>
    public IReadOnlyList<int> AncestorsOf(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var found = new SortedSet<int>(Comparer<int>.Create((a, b) => b.CompareTo(a)));
        var open = new Stack<Trial>([trial]);
        while (open.TryPop(out var next))
        {
            foreach (int number in new[] { next.Parent, next.OtherParent })
                if (_byNumber.TryGetValue(number, out var parent) && number < next.Number && found.Add(number)) open.Push(parent);
        }

        return [.. found];
    }

    /// <summary>Whether one of two trials descends from the other, or they are the same.</summary>
    public bool AreRelated(Trial one, Trial other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Number == other.Number || AncestorsOf(one).Contains(other.Number) || AncestorsOf(other).Contains(one.Number);
    }

    /// <summary>The latest trial that both descend from; null if there is none.</summary>
    public Trial? CommonAncestor(Trial one, Trial other)
    {
        var others = AncestorsOf(other);
        return AncestorsOf(one).Where(others.Contains).Select(number => _byNumber[number]).FirstOrDefault();
    }

    /// <summary>Every trial after its first parent, with its depth below a trial without one; siblings by number.</summary>
    public IReadOnlyList<(Trial Trial, int Depth)> Tree()
    {
        var children = _byNumber.Values.ToLookup(trial => _byNumber.ContainsKey(trial.Parent) && trial.Parent < trial.Number ? trial.Parent : 0);
        var tree = new List<(Trial, int)>();
        var open = new Stack<(Trial Trial, int Depth)>(children[0].OrderByDescending(t => t.Number).Select(t => (t, 0)));
        while (open.TryPop(out var next))
        {
            tree.Add(next);
            foreach (var child in children[next.Trial.Number].OrderByDescending(t => t.Number)) open.Push((child, next.Depth + 1));
        }

        return tree;
    }
}
