namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>Names, things and interchangeable verbs.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Tom", "Ana", "Ben", "Mia", "Leo", "Sara", "Omar", "Lina", "Jack", "Nora", "Ivan", "Ruth", "Paul", "Zoe", "Amir", "Ella", "Hugo", "Maya",
        "Sam", "Ines", "Noah", "Yuki", "Kofi", "Rosa", "Finn", "Tara", "Luis", "Anja", "Musa", "Clara", "Emil", "Priya", "Otto", "Jade", "Karim",
        "Wendy", "Boris", "Alma", "Chen", "Freya",
    ];

    private static readonly Thing[] Food =
    [
        Regular("apple"), Regular("orange"), Regular("banana"), Regular("cookie"), Regular("egg"), Regular("lemon"), new("peach", "peaches"),
        new("strawberry", "strawberries"), new("cherry", "cherries"), Regular("carrot"), new("tomato", "tomatoes"), new("sandwich", "sandwiches"),
        new("loaf of bread", "loaves of bread"), Regular("pancake"), Regular("muffin"), new("potato", "potatoes"),
    ];

    private static readonly Thing[] Possessions =
    [
        Regular("book"), Regular("pencil"), Regular("marble"), Regular("sticker"), Regular("coin"), Regular("shell"), Regular("button"),
        new("toy car", "toy cars"), Regular("stamp"), Regular("balloon"), Regular("crayon"), Regular("card"), new("paintbrush", "paintbrushes"),
        Regular("key"), Regular("candle"), new("box", "boxes"), Regular("postcard"), Regular("bead"),
    ];

    private static readonly Thing[] Animals =
    [
        Regular("cat"), Regular("duck"), Regular("cow"), Regular("horse"), Regular("bird"), Regular("goat"), new("sheep", "sheep"), Regular("hen"),
        new("goose", "geese"), Regular("rabbit"), new("pony", "ponies"), new("calf", "calves"),
    ];

    private static readonly Thing[] People =
    [
        new("child", "children"), Regular("student"), Regular("visitor"), Regular("player"), new("woman", "women"), new("man", "men"),
        Regular("tourist"), Regular("passenger"),
    ];

    /// <summary>Things by the letter that frames use: food, possessions, both together as goods, animals, people.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Thing>> Things { get; } = new Dictionary<string, IReadOnlyList<Thing>>
    {
        ["food"] = Food,
        ["thing"] = Possessions,
        ["goods"] = [.. Food, .. Possessions],
        ["animal"] = Animals,
        ["person"] = People,
    };

    /// <summary>Interchangeable words, by the word that frames use.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Synonyms { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["gets"] = ["gets", "buys", "finds"],
        ["gives"] = ["gives", "sells", "lends"],
        ["loses"] = ["loses", "gives away", "sells"],
        ["puts"] = ["puts", "places"],
        ["arrive"] = ["arrive", "come"],
        ["leave"] = ["leave", "go away"],
        ["in all"] = ["in all", "in total", "altogether"],
        ["place"] = ["on a table", "in a basket", "on a shelf", "in a bag", "in a drawer"],
        ["field"] = ["in a field", "on a farm", "behind a barn", "near a river"],
        ["hall"] = ["in a hall", "in a museum", "at a station", "in a park"],
        ["container"] = ["bags", "baskets", "trays", "packs", "bowls", "jars"],
        ["day"] = ["On Monday", "In the morning", "On Saturday", "Before lunch"],
    };

    private static Thing Regular(string one) => new(one, one + "s");
}
