using PromptOpt.Search;
using PromptOpt.Search.Grids;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads the section <c>search</c> of task.yaml.</summary>
internal static class SearchYaml
{
    /// <summary>Reads it; the defaults if it is absent.</summary>
    public static SearchSpec Read(YamlMap root)
    {
        if (root.Map("search") is not { } map) return new SearchSpec();
        var search = new SearchSpec
        {
            Strategy = ReadStrategy(map),
            FirstLevel = (int?)map.Whole("first_level", 1, 200),
            Children = (int?)map.Whole("children", 1, 64),
            Patience = (int?)map.Whole("patience", 1, 100),
            Parents = map.Map("parents") is { } parents ? ReadParents(parents) : new(),
            Operators = map.Texts("operators"),
            MaxPromptTokens = (int?)map.Whole("max_prompt_tokens", 16, 1_000_000),
            ScoreModel = map.Map("score_model") is { } scoreModel ? ReadScoreModel(scoreModel) : null,
            Grid = map.Map("grid") is { } grid ? ReadGrid(grid) : null,
            Decoding = map.Map("decoding") is { } decoding ? ReadDecoding(decoding) : new SearchSpec().Decoding,
            EliminationError = map.Number("elimination_error") ?? new SearchSpec().EliminationError,
        };
        map.Done();
        TaskFileChecks.Run(map, search);
        return search;
    }

    private static Strategy? ReadStrategy(YamlMap map)
    {
        var (strategy, preset) = (map.Choice<Strategy>("strategy"), map.Choice<Strategy>("preset"));
        if (strategy is not null && preset is not null) map.Problem("preset", "is another word for 'strategy'; give one of them");
        return strategy ?? preset;
    }

    private static GridSpec ReadGrid(YamlMap map)
    {
        var spec = new GridSpec { From = map.Text("from"), Cells = (int?)map.Whole("cells", 2, PromptGrid.MostCells) };
        if (map.Map("variables") is { } variables)
        {
            spec = spec with { Variables = variables.Keys.ToArray().ToDictionary(name => name, variables.RequiredText) };
            variables.Done();
        }

        map.Done();
        return spec;
    }

    private static ParentsSpec ReadParents(YamlMap map)
    {
        var parents = new ParentsSpec
        {
            Select = map.Choice<ParentSelection>("select"),
            Count = (int?)map.Whole("count", 1, 20),
            Epsilon = map.Number("epsilon", 0, 1),
        };
        map.Done();
        if (parents.Epsilon is not null && parents.Select != ParentSelection.EpsilonGreedy)
            map.Problem("epsilon", "is only used with 'select: epsilon-greedy'; remove it or change 'select'");
        return parents;
    }

    private static ScoreModelSpec ReadScoreModel(YamlMap map)
    {
        var standard = new ScoreModelSpec();
        var spec = new ScoreModelSpec
        {
            Policy = map.Choice<AcceptancePolicy>("policy") ?? standard.Policy,
            FromLevel = (int?)map.Whole("from_level", 2, 1000) ?? standard.FromLevel,
            Attempts = (int?)map.Whole("attempts", 2, 8) ?? standard.Attempts,
            Threshold = map.Number("threshold", 0, 1) ?? standard.Threshold,
        };
        map.Done();
        if (map.Has("threshold") && spec.Policy != AcceptancePolicy.Paper)
            map.Problem("threshold", "is only used with 'policy: paper'; remove it or change 'policy'");
        return spec;
    }

    private static Dictionary<string, (double Low, double High)> ReadDecoding(YamlMap map)
    {
        var ranges = new Dictionary<string, (double, double)>();
        foreach (var name in DecodingSpace.Names)
        {
            if (map.Range(name) is not { } range) continue;
            ranges[name] = range;
            TaskFileChecks.Run(map, name, range);
        }

        map.Done();
        return ranges;
    }
}
