namespace KitFixture.BrokenKernel;

public sealed class Kernel : Cosmos.System.Kernel
{
    protected override void Run() => Stop();
}
