using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// Writes down what code outside an assembly can see of it: one line for each type and each public or protected member, in one
/// fixed form, so that two assemblies can be compared as text. <c>genuine-signatures.txt</c> has this form.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The types of an assembly that others can see.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>Sorted by name.</returns>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>A type and its members.</summary>
    /// <param name="type">A type that can be seen.</param>
    /// <returns>The type's own line first.</returns>
    public static IEnumerable<string> Lines(Type type) => Members(type).Order(StringComparer.Ordinal).Prepend(Head(type));

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? $"enum of {Name(Enum.GetUnderlyingType(type))}"
            : type.IsValueType ? "struct"
            : type.IsInterface ? "interface"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        string ancestor = type is { IsClass: true, BaseType: { } b } && b != typeof(object) ? $" : {Name(b)}" : string.Empty;
        string layout = type is { IsValueType: true, IsEnum: false, StructLayoutAttribute: { Value: LayoutKind.Explicit } l }
            ? $" explicit {l.Size}"
            : string.Empty;
        string usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } u
            ? $" usage {u.ValidOn.ToString().Replace(", ", "|", StringComparison.Ordinal)} multiple={u.AllowMultiple} "
                + $"inherited={u.Inherited}"
            : string.Empty;
        return $"{kind} {Name(type)}{ancestor}{layout}{usage}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"value {f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        }

        IEnumerable<string> fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field);
        IEnumerable<string> constructors = type.GetConstructors(Declared).Where(c => !c.IsStatic && IsSeen(c))
            .Select(c => $"{Access(c)} constructor({Parameters(c)})");
        IEnumerable<string> methods = type.GetMethods(Declared).Where(m => IsSeen(m) && !m.IsSpecialName)
            .Select(m => $"{Access(m)} {Flags(m)}{Name(m.ReturnType)} {m.Name}({Parameters(m)})");
        IEnumerable<string> properties = type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsSeen))
            .Select(Property);
        return fields.Concat(constructors).Concat(methods).Concat(properties);
    }

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public" : "protected";
        string modifiers = field.IsLiteral
            ? "const "
            : (field.IsStatic ? "static " : string.Empty) + (field.IsInitOnly ? "readonly " : string.Empty);
        string value = field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : string.Empty;
        string offset = field.GetCustomAttribute<FieldOffsetAttribute>() is { } o ? $" at {o.Value}" : string.Empty;
        return $"{access} {modifiers}{Name(field.FieldType)} {field.Name}{value}{offset}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsSeen);
        string get = property.GetMethod is { } g && IsSeen(g) ? "get; " : string.Empty;
        string set = property.SetMethod is { } s && IsSeen(s) ? "set; " : string.Empty;
        return $"{Access(accessor)} {Flags(accessor)}{Name(property.PropertyType)} {property.Name} {{ {get}{set}}}";
    }

    private static string Flags(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : !method.IsVirtual || (method.IsFinal && method.GetBaseDefinition() == method) ? string.Empty
        : method.GetBaseDefinition() == method ? "virtual "
        : "override ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : string.Empty)}{Name(p.ParameterType)} "
            + $"{p.Name}{(p.HasDefaultValue ? $" = {Value(p.RawDefaultValue)}" : string.Empty)}"));

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Value(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type) =>
        type.IsByRef ? Name(type.GetElementType()!)
        : type.IsPointer ? Name(type.GetElementType()!) + "*"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Keywords.TryGetValue(type, out string? keyword) ? keyword
        : type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}<"
                + $"{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : (type.FullName ?? type.Name).Replace('+', '.');
}
