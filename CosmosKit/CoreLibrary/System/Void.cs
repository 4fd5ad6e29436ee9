namespace System;

/// <summary>The type of methods without a result.</summary>
public struct Void
{
}
