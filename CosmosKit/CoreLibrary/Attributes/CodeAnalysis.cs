namespace System.Diagnostics.CodeAnalysis;

/// <summary>A reason not to warn.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class SuppressMessageAttribute : Attribute
{
    public SuppressMessageAttribute(string category, string checkId)
    {
        Category = category;
        CheckId = checkId;
    }

    public string Category { get; }

    public string CheckId { get; }

    public string? Justification { get; set; }
}

/// <summary>A method that never returns.</summary>
public sealed class DoesNotReturnAttribute : Attribute
{
}

/// <summary>A null that is allowed in spite of the type.</summary>
public sealed class AllowNullAttribute : Attribute
{
}

/// <summary>A result that may be null in spite of the type.</summary>
public sealed class MaybeNullAttribute : Attribute
{
}

/// <summary>A result that is not null in spite of the type.</summary>
public sealed class NotNullAttribute : Attribute
{
}

/// <summary>A parameter that is not null when the method returns the given value.</summary>
public sealed class NotNullWhenAttribute : Attribute
{
    public NotNullWhenAttribute(bool returnValue) => ReturnValue = returnValue;

    public bool ReturnValue { get; }
}

/// <summary>A parameter that may be null when the method returns the given value.</summary>
public sealed class MaybeNullWhenAttribute : Attribute
{
    public MaybeNullWhenAttribute(bool returnValue) => ReturnValue = returnValue;

    public bool ReturnValue { get; }
}

/// <summary>Members that are not null when the method returns.</summary>
public sealed class MemberNotNullAttribute : Attribute
{
    public MemberNotNullAttribute(params string[] members) => Members = members;

    public string[] Members { get; }
}

/// <summary>A constructor that sets all required members.</summary>
public sealed class SetsRequiredMembersAttribute : Attribute
{
}

/// <summary>A reference that may leave the method.</summary>
public sealed class UnscopedRefAttribute : Attribute
{
}

/// <summary>Code that no test needs to reach.</summary>
public sealed class ExcludeFromCodeCoverageAttribute : Attribute
{
}
