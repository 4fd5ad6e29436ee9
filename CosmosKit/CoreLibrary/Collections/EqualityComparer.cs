using System.Runtime.CompilerServices;

namespace System.Collections.Generic;

/// <summary>Equality and hash codes of values.</summary>
public interface IEqualityComparer<in T>
{
    public bool Equals(T? x, T? y);

    public int GetHashCode(T obj);
}

/// <summary>
/// The equality that a type defines for itself. ilc replaces <see cref="Create"/> by the construction of the class below that
/// suits T, which it knows by name; so values are compared without boxing.
/// </summary>
public abstract class EqualityComparer<T> : IEqualityComparer<T>
{
    private static EqualityComparer<T>? s_default;

    public static EqualityComparer<T> Default
    {
        [Intrinsic]
        get => s_default ??= Create();
    }

    public abstract bool Equals(T? x, T? y);

    public abstract int GetHashCode(T obj);

    [Intrinsic]
    private static EqualityComparer<T> Create() => new ObjectEqualityComparer<T>();
}

/// <summary>For types that implement <see cref="IEquatable{T}"/>.</summary>
internal sealed class GenericEqualityComparer<T> : EqualityComparer<T>
    where T : IEquatable<T>
{
    public override bool Equals(T? x, T? y) => x is null ? y is null : y is not null && x.Equals(y);

    public override int GetHashCode(T obj) => obj.GetHashCode();
}

/// <summary>For all other types.</summary>
internal sealed class ObjectEqualityComparer<T> : EqualityComparer<T>
{
    public override bool Equals(T? x, T? y) => x is null ? y is null : y is not null && x.Equals(y);

    public override int GetHashCode(T obj) => obj!.GetHashCode();
}

/// <summary>For enumerations.</summary>
internal sealed class EnumEqualityComparer<T> : EqualityComparer<T>
    where T : struct
{
    public override bool Equals(T x, T y) => x.Equals(y);

    public override int GetHashCode(T obj) => obj.GetHashCode();
}

/// <summary>For nullable values.</summary>
internal sealed class NullableEqualityComparer<T> : EqualityComparer<T?>
    where T : struct, IEquatable<T>
{
    public override bool Equals(T? x, T? y) => x.HasValue == y.HasValue && (!x.HasValue || x.Value.Equals(y!.Value));

    public override int GetHashCode(T? obj) => obj.GetHashCode();
}
