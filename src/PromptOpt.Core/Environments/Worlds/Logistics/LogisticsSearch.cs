using System.Numerics;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>
/// The fewest vehicle moves that bring some packages to their goals: A* over where the vehicles are and how far each package has come. A package is kept
/// as the set of vehicles that have stood where it waits since it came there; the first of them to arrive where it is to be unloaded is the one that had
/// loaded it. So which airplane takes a package is never guessed, and what happens at a stop needs no search. A node is a number: 3 bits for each vehicle,
/// then for each package 2 bits for its leg and 5 for that set.
/// </summary>
internal sealed class LogisticsSearch
{
    private const int VehicleBits = 3, SetBits = 5, PackageBits = SetBits + 2;
    private readonly LogisticsMap _map;
    private readonly LogisticsLeg[][] _legs;
    private readonly int _packagesAt;
    private readonly Dictionary<ulong, (ulong From, int Moves)> _reached = [];

    /// <summary>Prepares a search.</summary>
    /// <param name="state">Where everything is.</param>
    /// <param name="legs">For each package that is to be brought to its goal what it still has to go.</param>
    public LogisticsSearch(LogisticsState state, LogisticsLeg[][] legs)
    {
        _map = state.Map;
        _legs = legs;
        _packagesAt = VehicleBits * _map.Vehicles;
        ulong node = 0;
        for (int vehicle = 0; vehicle < _map.Vehicles; vehicle++) node |= (ulong)state.VehicleAt[vehicle] << VehicleBits * vehicle;
        for (int package = 0; package < legs.Length; package++) node = Arrive(node, package, 0);
        Start = node;
    }

    /// <summary>Where it begins, with everything done that needs no move.</summary>
    public ulong Start { get; }

    /// <summary>Nodes that were looked at.</summary>
    public int Expanded { get; private set; }

    /// <summary>A shortest way as nodes, from <see cref="Start"/> on; null if it takes more moves than allowed.</summary>
    public IReadOnlyList<ulong>? Run(int mostMoves)
    {
        var queue = new PriorityQueue<ulong, (int Total, int Left)>();
        Offer(queue, Start, Start, 0, mostMoves);
        while (queue.TryDequeue(out ulong node, out var priority))
        {
            int moves = _reached[node].Moves;
            if (priority.Total != moves + priority.Left) continue;
            if (priority.Left == 0) return Way(node);
            Expanded++;
            for (int vehicle = 0; vehicle < _map.Vehicles; vehicle++)
            {
                for (int to = 0; to < _map.Locations; to++)
                {
                    if (to != At(node, vehicle) && _map.CanGo(vehicle, to)) Offer(queue, Move(node, vehicle, to), node, moves + 1, mostMoves);
                }
            }
        }

        return null;
    }

    /// <summary>Where a vehicle is.</summary>
    public static int At(ulong node, int vehicle) => (int)(node >> VehicleBits * vehicle) & (1 << VehicleBits) - 1;

    /// <summary>The leg a package is on; as many as it has legs if it is at its goal.</summary>
    public int Leg(ulong node, int package) => (int)(node >> _packagesAt + PackageBits * package + SetBits) & 3;

    private int Set(ulong node, int package) => (int)(node >> _packagesAt + PackageBits * package) & (1 << SetBits) - 1;

    private ulong With(ulong node, int package, int leg, int set)
    {
        int shift = _packagesAt + PackageBits * package;
        return node & ~((1UL << PackageBits) - 1 << shift) | (ulong)(leg << SetBits | set) << shift;
    }

    private ulong Move(ulong node, int vehicle, int to)
    {
        node = node & ~((1UL << VehicleBits) - 1 << VehicleBits * vehicle) | (ulong)to << VehicleBits * vehicle;
        for (int package = 0; package < _legs.Length; package++)
        {
            int leg = Leg(node, package), set = Set(node, package);
            if (leg == _legs[package].Length) continue;
            var (from, end, carriers) = _legs[package][leg];
            if ((set >> vehicle & 1) != 0 && to == end) node = Arrive(node, package, leg + 1);
            else if ((carriers >> vehicle & 1) != 0 && to == from) node = With(node, package, leg, set | 1 << vehicle);
        }

        return node;
    }

    // The package begins a leg: its set is who stands there, or who carries it; it may be at the end of that leg already.
    private ulong Arrive(ulong node, int package, int leg)
    {
        if (leg == _legs[package].Length) return With(node, package, leg, 0);
        var (from, to, carriers) = _legs[package][leg];
        int set = 0;
        for (int vehicle = 0; vehicle < _map.Vehicles; vehicle++)
        {
            if ((carriers >> vehicle & 1) == 0) continue;
            if (from == LogisticsLeg.Aboard && At(node, vehicle) == to) return Arrive(node, package, leg + 1);
            if (from == LogisticsLeg.Aboard || At(node, vehicle) == from) set |= 1 << vehicle;
        }

        return With(node, package, leg, set);
    }

    // Each place that a truck, or an airplane, must still arrive at takes a move of its own.
    private int MovesLeft(ulong node)
    {
        int trucks = 0, airplanes = 0;
        for (int package = 0; package < _legs.Length; package++)
        {
            int leg = Leg(node, package);
            for (int later = leg; later < _legs[package].Length; later++)
            {
                var (from, to, carriers) = _legs[package][later];
                int places = 1 << to | (later == leg && Set(node, package) == 0 ? 1 << from : 0);
                if ((carriers >> _map.Cities) == 0) trucks |= places;
                else airplanes |= places;
            }
        }

        return BitOperations.PopCount((uint)trucks) + BitOperations.PopCount((uint)airplanes);
    }

    private void Offer(PriorityQueue<ulong, (int Total, int Left)> queue, ulong node, ulong from, int moves, int mostMoves)
    {
        if (_reached.TryGetValue(node, out var known) && known.Moves <= moves) return;
        int left = MovesLeft(node);
        if (moves + left > mostMoves) return;
        _reached[node] = (from, moves);
        queue.Enqueue(node, (moves + left, left));
    }

    private List<ulong> Way(ulong node)
    {
        var way = new List<ulong> { node };
        for (; node != Start; way.Add(node)) node = _reached[node].From;
        way.Reverse();
        return way;
    }
}
