using System.IO;
using System.Linq;
using XSharp;

namespace KitFixture.MissingMembers;

public sealed class Kernel : Cosmos.System.Kernel
{
    protected override void Run()
    {
        File.Delete("nothing");
        _ = "text".Normalize();
        _ = new[] { 1, 2 }.Sum();
        XS.Noop();
    }
}
