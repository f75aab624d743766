using System.Reflection;
using System.Xml.Linq;
using PromptOpt.Candidates;
using PromptOpt.LlamaCpp;
using PromptOpt.Storage;

namespace PromptOpt.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Dependencies_point_to_core_and_nowhere_else()
    {
        Assert.Empty(Ours(typeof(Candidate)));
        Assert.Equal(["PromptOpt.Core"], Ours(typeof(LlamaOptions)));
        Assert.Equal(["PromptOpt.Core"], Ours(typeof(SqliteStudyStore)));
    }

    [Fact]
    public void Every_package_of_the_product_stands_among_the_notices()
    {
        string notices = File.ReadAllText(RepositoryFolder.File("THIRD-PARTY-NOTICES.md"));
        foreach (var project in Directory.EnumerateFiles(RepositoryFolder.File("src"), "*.csproj", SearchOption.AllDirectories))
        {
            foreach (var reference in XDocument.Load(project).Descendants("PackageReference"))
            {
                string package = reference.Attribute("Include")!.Value;
                string work = string.Join('.', package.Split('.').SkipLast(1).DefaultIfEmpty(package)); // one work may come in several packages
                Assert.True(notices.Contains(package, StringComparison.Ordinal) || notices.Contains(work, StringComparison.Ordinal), package);
            }
        }
    }

    [Fact]
    public void Every_file_holds_at_most_one_public_type_and_its_folder_is_its_namespace()
    {
        var problems = new List<string>();
        foreach (var project in new[] { "Core", "LlamaCpp", "Storage" })
        {
            string root = RepositoryFolder.File("src", "PromptOpt." + project);
            foreach (var path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(root, path);
                if (relative.StartsWith("obj", StringComparison.Ordinal) || relative.StartsWith("bin", StringComparison.Ordinal)) continue;
                string text = File.ReadAllText(path);
                int types = text.Split('\n').Count(line => line.StartsWith("public ", StringComparison.Ordinal) && !line.Contains(" delegate ", StringComparison.Ordinal));
                if (types > 1) problems.Add($"{relative}: {types} public types");
                string space = string.Join('.', [project == "Core" ? "PromptOpt" : "PromptOpt." + project, .. relative.Split('/', '\\')[..^1]]);
                if (text.Contains("namespace ", StringComparison.Ordinal) && !text.Contains($"namespace {space};", StringComparison.Ordinal)) problems.Add($"{relative}: not namespace {space}");
            }
        }

        Assert.Empty(problems);
    }

    private static string[] Ours(Type type) => Assembly.GetAssembly(type)!.GetReferencedAssemblies()
        .Select(name => name.Name!).Where(name => name.StartsWith("PromptOpt", StringComparison.Ordinal)).ToArray();
}
