using PromptOpt.Candidates;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Yaml;

namespace PromptOpt.Tuning.Knobs;

/// <summary>A search space whose configurations are candidates: what is tuned about a prompt.</summary>
internal sealed class CandidateSpace
{
    private readonly KnobContext _context;
    private readonly Knob[] _knobs;
    private readonly Knob[] _longer;
    private readonly Knob[] _others;
    private readonly Knob[] _costing;
    private readonly Parameter[] _drawing;
    private readonly Dictionary<string, bool> _fits = [];

    private CandidateSpace(KnobContext context, Knob[] knobs, Parameter[] parameters, IReadOnlyList<string> dropped, int? mostTokens)
    {
        (_context, _knobs, Dropped) = (context, knobs, dropped);
        (_longer, _others) = ([.. knobs.Where(knob => knob.ChangesLength)], [.. knobs.Where(knob => !knob.ChangesLength)]);
        _costing = [.. knobs.Where(knob => knob.ChangesCost)];
        _drawing = [.. parameters.Where(parameter => parameter.Name != KnobSet.Samples && knobs.First(knob => knob.Name == parameter.Name).NeedsDraws)];
        var constraints = new List<SpaceConstraint>
        {
            new("several samples need a temperature above 0", configuration => With(configuration, _others) is not { Samples: > 1, Decoding.Temperature: 0 }),
            new("at temperature 0 the ways of drawing stay as they are, since none has an effect", IsDrawnOrAsItIs),
            new("prompt and answer fit the context", Fits),
        };
        if (mostTokens is { } most) constraints.Add(new("tokens written for a row are limited", configuration => MostWritten(With(configuration, _knobs)) <= most));
        Space = new(parameters, constraints);
    }

    /// <summary>The space. Its default is the candidate that is tuned, as it is.</summary>
    public SearchSpace Space { get; }

    /// <summary>Knobs that the task or the model cannot take, with the reasons, as sentences.</summary>
    public IReadOnlyList<string> Dropped { get; }

    /// <summary>Makes the space of a task.</summary>
    /// <exception cref="BadInputException">A knob or its range is wrong, or none is left.</exception>
    public static CandidateSpace Create(TuningSpec spec, KnobContext context)
    {
        var ranges = Ranges(spec, context);
        var (kept, dropped) = (new List<(Knob Knob, KnobRange Range)>(), new List<string>());
        foreach (var knob in KnobSet.All)
        {
            if (ranges.FirstOrDefault(range => range.Name == knob.Name) is not { } range) continue;
            if ((knob.Refuses(context) ?? WhyWithoutEffect(knob, context, kept)) is { } reason) dropped.Add($"{knob.Name} is not tuned: {reason}.");
            else kept.Add((knob, range));
        }

        var parameters = new List<Parameter>();
        foreach (var (knob, range) in kept)
        {
            if (Parameter(knob, range, parameters, context) is { } parameter) parameters.Add(parameter);
            else dropped.Add($"{knob.Name} is not tuned: what it counts under never occurs.");
        }

        if (parameters.Count == 0) throw new BadInputException($"nothing is left to tune: {string.Join(' ', dropped.DefaultIfEmpty("no knob is named."))} Name other knobs, or another preset.");
        ThrowIfBaseWritesMore(spec.MostTokens, context);
        return new(context, [.. kept.Select(pair => pair.Knob)], [.. parameters], dropped, spec.MostTokens);
    }

    /// <summary>Why no value of a knob would change an answer, given the knobs that come before; null where one would.</summary>
    private static string? WhyWithoutEffect(Knob knob, KnobContext context, List<(Knob Knob, KnobRange Range)> earlier)
    {
        bool IsTuned(string name) => earlier.Exists(pair => pair.Knob.Name == name);
        var mode = knob.Under.FirstOrDefault(condition => condition.Parent == KnobSet.AnswerMode);
        if (mode is not null && !mode.Values.Contains(KebabCase.Of(context.Base.Mode)) && !IsTuned(KnobSet.AnswerMode))
            return $"{(context.Base.Mode == AnswerMode.Choice ? "labels are scored" : "answers are written")}, and answer_mode is not tuned";
        if (knob.NeedsDraws && !AreDrawn(context, earlier)) return "at temperature 0 nothing is drawn";
        return knob.NeedsSamples && context.Base.Samples == 1 && !IsTuned(KnobSet.Samples) ? "a row has one answer, and samples is not tuned" : null;
    }

    /// <summary>Whether any configuration can draw answers, given the knobs that come before.</summary>
    private static bool AreDrawn(KnobContext context, List<(Knob Knob, KnobRange Range)> earlier) =>
        context.Base.Decoding.Temperature > 0 || earlier.Exists(pair => pair.Knob.Name is KnobSet.Sampling or KnobSet.Temperature);

    private static void ThrowIfBaseWritesMore(int? limit, KnobContext context)
    {
        if (limit is { } most && MostWritten(context.Base, context) is var written && written > most)
            throw new BadInputException($"tune.most_tokens: must be at least {written}, which the prompt as it is may write for a row, but is {most}.");
    }

    /// <summary>Most tokens that are written for a row; none where labels are scored.</summary>
    private static long MostWritten(Candidate candidate, KnobContext context) =>
        candidate.Mode == AnswerMode.Choice ? 0 : (long)context.MostCalls(candidate) * candidate.Decoding.MaxTokens;

    private long MostWritten(Candidate candidate) => MostWritten(candidate, _context);

    /// <summary>The candidate of a configuration.</summary>
    public Candidate At(Configuration configuration) => configuration.Equals(Space.Default) ? _context.Base : With(configuration, _knobs);

    /// <summary>The configuration that makes just this candidate; null if none does.</summary>
    public Configuration? Find(Candidate candidate)
    {
        string identity = CandidateJson.Identity(candidate);
        if (identity == CandidateJson.Identity(_context.Base)) return Space.Default;
        var found = Like(candidate);
        return CandidateJson.Identity(At(found)) == identity ? found : null;
    }

    /// <summary>The configuration that has the values of a candidate, as far as the space has them, and the default's otherwise.</summary>
    public Configuration Like(Candidate candidate)
    {
        var asked = _context with { Base = candidate };
        var own = Space.Parameters.Select(parameter => (parameter, Value: _knobs.First(knob => knob.Name == parameter.Name).Define(asked).Default));
        return Space.DefaultWith(own.Where(pair => pair.parameter.Takes(pair.Value)).ToDictionary(pair => pair.parameter.Name, pair => pair.Value));
    }

    /// <summary>What is stored of a configuration: its values, and those of what stays as the base has it.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Stored(Configuration configuration) =>
        _context.Fixed.Count == 0 ? configuration.Values : _context.Fixed.Where(pair => configuration.Find(pair.Key) is null).Concat(configuration.Values).ToDictionary();

    /// <summary>The values of a configuration that change the most that a row may cost, in words: the same for all that may cost the same.</summary>
    public string CostKey(Configuration configuration) => Values(configuration, _costing);

    /// <summary>Number of the trial whose prompt a configuration has; 0 where that is not known.</summary>
    public int TrialOf(Configuration configuration) =>
        configuration.Find(KnobSet.Prompt) is { } prompt ? _context.Pool!.Prompts.First(choice => choice.Name == prompt.ToString()).Trial : _context.Trial;

    private static string Values(Configuration configuration, Knob[] knobs) => string.Join('\n', knobs.Select(knob => configuration.Find(knob.Name)?.ToString()));

    private Candidate With(Configuration configuration, IEnumerable<Knob> knobs) =>
        knobs.Aggregate(_context.Base, (candidate, knob) => configuration.Find(knob.Name) is { } value ? knob.Set(candidate, value, _context) : candidate);

    /// <summary>So greedy decoding is one configuration, and not as many as there are ways of drawing.</summary>
    private bool IsDrawnOrAsItIs(Configuration configuration) =>
        With(configuration, _others).Decoding.Temperature > 0 || _drawing.All(parameter => configuration.Find(parameter.Name) is not { } value || value == parameter.Default);

    /// <summary>Asks once for all configurations that are alike in what changes the length, with all else as in the base, so that it does not matter which of them
    /// comes first. The base itself may be what does not fit; then the session says so.</summary>
    private bool Fits(Configuration configuration)
    {
        string key = Values(configuration, _longer);
        if (_fits.TryGetValue(key, out bool known)) return known;
        return _fits[key] = _fits.Count == 0 || _context.Fits(With(configuration, _longer)); // a space first asks about its default
    }

    private static KnobRange[] Ranges(TuningSpec spec, KnobContext context)
    {
        var preset = PresetKnobs.Of(spec.Preset ?? PresetKnobs.DefaultFor(context));
        KnobRange[] all = [.. preset.Where(knob => spec.Knobs.All(own => own.Name != knob.Name)), .. spec.Knobs];
        foreach (var name in all.Select(range => range.Name).Concat(spec.Only ?? []))
        {
            if (KnobSet.Find(name) is null)
                throw new BadInputException($"there is no knob '{name}' to tune{Spelling.Hint(name, TuningSpec.KnobNames)}; there are {string.Join(", ", KnobSet.All.Select(knob => knob.Name))}.");
        }

        return [.. (spec.Only ?? []).Where(name => all.All(range => range.Name != name)).Select(name => new KnobRange(name)), .. all.Where(range => spec.Only?.Contains(range.Name) ?? true)];
    }

    /// <summary>The parameter of a knob behind those of earlier knobs; null if what it counts under never occurs.</summary>
    private static Parameter? Parameter(Knob knob, KnobRange range, List<Parameter> earlier, KnobContext context)
    {
        var parameter = knob.Narrow(knob.Define(context), range);
        if (RangeCheck.Problem(knob, parameter, context) is { } unfit) throw range.Wrong(unfit);
        bool countsByDefault = true;
        if (knob.Under.FirstOrDefault(condition => earlier.Exists(p => p.Name == condition.Parent)) is { } condition)
        {
            var parent = earlier.Find(p => p.Name == condition.Parent)!;
            ParameterValue[] values = [.. condition.Values.Where(parent.Takes)];
            if (values.Length == 0) return null;
            parameter = parameter with { Condition = new(parent.Name, values) };
            countsByDefault = CountsByDefault(parameter, earlier);
        }

        if (parameter.IsNumeric) parameter = countsByDefault ? HoldingDefault(parameter) : parameter with { Default = Nearest(parameter, parameter.Default.Number) };
        return parameter.Problems().FirstOrDefault() is { } problem ? throw range.Wrong(problem) : parameter;
    }

    private static bool CountsByDefault(Parameter parameter, List<Parameter> earlier) => parameter.Condition is not { } condition
        || (earlier.Find(p => p.Name == condition.Parent)! is var parent && condition.Values.Contains(parent.Default) && CountsByDefault(parent, earlier));

    private static ParameterValue Nearest(Parameter parameter, double number)
    {
        // A default inside the bounds, so that the way to the unit cube and back is open.
        var inside = parameter with { Default = Math.Clamp(number, parameter.Low, parameter.High) };
        return inside.Takes(inside.Default) ? inside.Default : inside.Count is null ? inside.Default : inside.All.MinBy(value => Math.Abs(value.Number - number));
    }

    /// <summary>What one has is always in the space, so bounds that leave it out are widened, by whole steps where there are any.</summary>
    private static Parameter HoldingDefault(Parameter parameter)
    {
        double own = parameter.Default.Number;
        var wide = parameter with { Low = Math.Min(parameter.Low, own), High = Math.Max(parameter.High, own) };
        return wide.Takes(own) ? wide : wide with { Step = null };
    }
}
