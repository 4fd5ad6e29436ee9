namespace System;

/// <summary>The base of all value types.</summary>
public abstract class ValueType
{
    /// <summary>Compares byte by byte. A type with padding, references or floating point overrides this.</summary>
    public override unsafe bool Equals(object? obj)
    {
        if (obj is null || obj.Type != Type)
            return false;

        fixed (byte* mine = &FirstField, other = &obj.FirstField)
        {
            for (uint i = 0; i < Type->ValueSize; i++)
            {
                if (mine[i] != other[i])
                    return false;
            }
        }

        return true;
    }

    public override unsafe int GetHashCode()
    {
        uint hash = 2166136261;
        fixed (byte* bytes = &FirstField)
        {
            for (uint i = 0; i < Type->ValueSize; i++)
                hash = (hash ^ bytes[i]) * 16777619;
        }

        return (int)hash;
    }
}
