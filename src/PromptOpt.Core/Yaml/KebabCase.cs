using System.Text;

namespace PromptOpt.Yaml;

/// <summary>Names of enum members as they stand in files: <c>TokenF1</c> is <c>token-f1</c>.</summary>
public static class KebabCase
{
    /// <summary>Name of a member.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => From(value.ToString());

    /// <summary>Names of all members, in the order of their declaration.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(From)];

    /// <summary>The member of that name, or null.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == name)
                return value;
        return null;
    }

    private static string From(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
