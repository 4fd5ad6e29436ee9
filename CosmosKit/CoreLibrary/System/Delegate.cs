namespace System;

/// <summary>
/// A method, and the object to call it on. ilc knows the fields and the Initialize methods by name and calls through the
/// fields itself. Exactly one method: the kit refuses to combine delegates, as Cosmos does.
/// </summary>
public abstract class Delegate
{
    internal object? _firstParameter;
    internal object? _helperObject;
    internal nint _extraFunctionPointerOrData;
    internal nint _functionPointer;

    public object? Target => ReferenceEquals(_firstParameter, this) ? _helperObject : _firstParameter;

    public static Delegate? Combine(Delegate? a, Delegate? b) =>
        a is null ? b : b is null ? a : throw new NotSupportedException("a delegate holds one method");

    public static Delegate? Remove(Delegate? source, Delegate? value) => source is null || source.Equals(value) ? null : source;

    public static bool operator ==(Delegate? d1, Delegate? d2) => Equals(d1, d2);

    public static bool operator !=(Delegate? d1, Delegate? d2) => !Equals(d1, d2);

    public override unsafe bool Equals(object? obj) =>
        obj is Delegate other
        && Type == other.Type
        && ReferenceEquals(Target, other.Target)
        && _functionPointer == other._functionPointer
        && _extraFunctionPointerOrData == other._extraFunctionPointerOrData;

    public override int GetHashCode() => (int)_functionPointer ^ (int)_extraFunctionPointerOrData;

#pragma warning disable IDE0051, IDE0060 // Called by code that ilc generates.
    private void InitializeClosedInstance(object? firstParameter, nint functionPointer)
    {
        _firstParameter = firstParameter;
        _functionPointer = functionPointer;
    }

    private void InitializeClosedInstanceSlow(object? firstParameter, nint functionPointer) =>
        InitializeClosedInstance(firstParameter, functionPointer);

    private void InitializeClosedInstanceToInterface(object? firstParameter, nint dispatchCell)
    {
        _firstParameter = firstParameter;
        _functionPointer = Internal.Runtime.InterfaceDispatch.Resolve(firstParameter!, dispatchCell);
    }

    private void InitializeClosedStaticThunk(object? firstParameter, nint functionPointer, nint functionPointerThunk)
    {
        _firstParameter = this;
        _helperObject = firstParameter;
        _extraFunctionPointerOrData = functionPointer;
        _functionPointer = functionPointerThunk;
    }

    private void InitializeOpenStaticThunk(object? firstParameter, nint functionPointer, nint functionPointerThunk)
    {
        _firstParameter = this;
        _extraFunctionPointerOrData = functionPointer;
        _functionPointer = functionPointerThunk;
    }
#pragma warning restore IDE0051, IDE0060
}

/// <summary>The base of all delegate types.</summary>
public abstract class MulticastDelegate : Delegate
{
}
