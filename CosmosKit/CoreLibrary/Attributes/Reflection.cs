namespace System.Reflection;

/// <summary>The name of the indexer of a type.</summary>
public sealed class DefaultMemberAttribute : Attribute
{
    public DefaultMemberAttribute(string memberName) => MemberName = memberName;

    public string MemberName { get; }
}
