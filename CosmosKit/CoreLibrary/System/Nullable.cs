namespace System;

/// <summary>A value, or none. The order of the fields is known to ilc's code for boxing.</summary>
public struct Nullable<T>
    where T : struct
{
    private readonly bool hasValue;
    internal T value;

    public Nullable(T value)
    {
        this.value = value;
        hasValue = true;
    }

    public readonly bool HasValue => hasValue;

    public readonly T Value => hasValue ? value : throw new InvalidOperationException("there is no value");

    public static implicit operator T?(T value) => new T?(value);

    public static explicit operator T(T? value) => value!.Value;

    public readonly T GetValueOrDefault() => value;

    public readonly T GetValueOrDefault(T defaultValue) => hasValue ? value : defaultValue;

    public override readonly bool Equals(object? other) => hasValue ? other is not null && value.Equals(other) : other is null;

    public override readonly int GetHashCode() => hasValue ? value.GetHashCode() : 0;

    public override readonly string ToString() => hasValue ? value.ToString() ?? "" : "";
}
