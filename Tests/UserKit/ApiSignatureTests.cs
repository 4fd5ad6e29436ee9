using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosKit.Tests;
using NUnit.Framework;
using XSharp.Assembler;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// The kit's API is a part of Cosmos' own, member by member: what compiles against it compiles against Cosmos. The genuine
/// declarations are in <c>genuine-signatures.txt</c>.
/// </summary>
[TestFixture]
internal sealed class ApiSignatureTests
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> Genuine = new(ReadGenuine);

    private static IEnumerable<Type> KitTypes => PublicSurface.Types(typeof(AssemblerMethod).Assembly);

    [TestCaseSource(nameof(KitTypes))]
    public void A_type_and_its_members_are_declared_as_Cosmos_does(Type type)
    {
        List<string> lines = [.. PublicSurface.Lines(type)];
        Assert.That(Genuine.Value, Contains.Key(lines[0]), "the type itself");
        Assert.That(lines.Skip(1).Except(Genuine.Value[lines[0]]), Is.Empty, "members that Cosmos does not have, or not so");
    }

    [Test]
    public void The_namespaces_are_Cosmos_own() =>
        Assert.That(KitTypes.Select(t => t.Namespace!), Has.All.Match(@"^(Cosmos\.(System|Core)|IL2CPU\.API|XSharp)(\.|$)"));

    [Test]
    public void The_genuine_list_holds_nothing_that_the_kit_has_lost()
    {
        IEnumerable<string> kit = KitTypes.SelectMany(
            t => PublicSurface.Lines(t).Skip(1).Prepend(string.Empty).Select(m => $"{PublicSurface.Lines(t).First()} {m}"));
        IEnumerable<string> genuine = Genuine.Value.SelectMany(t => t.Value.Prepend(string.Empty).Select(m => $"{t.Key} {m}"));
        Assert.That(genuine, Is.EquivalentTo(kit));
    }

    private static Dictionary<string, HashSet<string>> ReadGenuine()
    {
        Dictionary<string, HashSet<string>> types = [];
        HashSet<string> members = [];
        foreach (string line in File.ReadLines(Path.Combine(BuiltKit.Root, "Tests", "UserKit", "genuine-signatures.txt")))
        {
            if (line.StartsWith(' '))
            {
                members.Add(line.Trim());
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                types.Add(line, members = []);
            }
        }

        return types;
    }
}
