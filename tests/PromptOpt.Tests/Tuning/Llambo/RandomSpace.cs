using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo;

/// <summary>Search spaces of all kinds of parameters, some conditional.</summary>
internal static class RandomSpace
{
    public static SearchSpace Draw(SeededRandom random)
    {
        var parameters = new List<Parameter>();
        int count = 1 + random.Next(5);
        for (int i = 0; i < count; i++)
        {
            var parameter = One(random, "p" + i);
            if (i > 0 && random.Next(3) == 0)
            {
                var parent = parameters[random.Next(i)];
                if (parent.Count is { } values and < 100) parameter = parameter with { Condition = new(parent.Name, [parent.All.ElementAt(random.Next(values))]) };
            }

            parameters.Add(parameter);
        }

        return new(parameters);
    }

    private static Parameter One(SeededRandom random, string name)
    {
        double low = Math.Round(10 * random.NextNormal(), 3), high = low + Math.Round(5 * random.NextExponential() + 0.01, 4);
        int whole = random.Next(300) - 150;
        return random.Next(8) switch
        {
            0 => Parameter.Real(name, low, high, low),
            1 => Parameter.Real(name, Math.Exp(low / 3), Math.Exp(high / 3), Math.Exp(low / 3), ParameterScale.Log),
            2 => Parameter.Real(name, 0.02, 0.98, 0.5, ParameterScale.Logit),
            3 => Parameter.Real(name, 0, 1, 0, step: 0.05),
            4 => Parameter.Whole(name, whole, whole + random.Next(2000), whole),
            5 => Parameter.Categorical(name, ["relu", "re", "tanh \"x\"", "größe"], "re"),
            6 => Parameter.Ordinal(name, [1, 3, 9, 27], 3),
            _ => Parameter.Boolean(name, random.Next(2) == 0),
        };
    }
}
