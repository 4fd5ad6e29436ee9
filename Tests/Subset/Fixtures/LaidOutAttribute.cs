using System;

namespace CosmosPaging.Tests.Subset.Fixtures;

/// <summary>What a struct's layouts are, each as <see cref="StructLayout"/> says it.</summary>
/// <param name="ilc">Under NativeAOT's compiler.</param>
/// <param name="il2cpu">Under Cosmos'.</param>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class LaidOutAttribute(string ilc, string il2cpu) : Attribute
{
    public string Ilc => ilc;

    public string Il2cpu => il2cpu;
}
