namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Evaluates formulas such as <c>(a + b) / c</c>; shares nothing with the generator.</summary>
internal sealed class Expression(string text, IReadOnlyDictionary<char, int> values)
{
    private readonly string text = text.Replace(" ", "", StringComparison.Ordinal);
    private int at;

    public static int Evaluate(string text, IReadOnlyDictionary<char, int> values)
    {
        var expression = new Expression(text, values);
        var value = expression.Sum();
        Assert.Equal(expression.text.Length, expression.at);
        return value;
    }

    private int Sum()
    {
        var value = Product();
        while (at < text.Length && text[at] is '+' or '-') value = text[at++] == '+' ? value + Product() : value - Product();
        return value;
    }

    private int Product()
    {
        var value = Factor();
        while (at < text.Length && text[at] is '*' or '/') value = text[at++] == '*' ? value * Factor() : Divide(value, Factor());
        return value;
    }

    private int Factor()
    {
        if (text[at] != '(') return values[text[at++]];
        at++;
        var value = Sum();
        at++;
        return value;
    }

    private static int Divide(int a, int b)
    {
        Assert.Equal(0, a % b);
        return a / b;
    }
}
