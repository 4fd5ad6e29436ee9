namespace System;

/// <summary>A method without a result.</summary>
public delegate void Action();

/// <summary>A method of one parameter without a result.</summary>
public delegate void Action<in T>(T obj);

/// <summary>A method of two parameters without a result.</summary>
public delegate void Action<in T1, in T2>(T1 arg1, T2 arg2);

/// <summary>A method of three parameters without a result.</summary>
public delegate void Action<in T1, in T2, in T3>(T1 arg1, T2 arg2, T3 arg3);

/// <summary>A method with a result.</summary>
public delegate TResult Func<out TResult>();

/// <summary>A method of one parameter with a result.</summary>
public delegate TResult Func<in T, out TResult>(T arg);

/// <summary>A method of two parameters with a result.</summary>
public delegate TResult Func<in T1, in T2, out TResult>(T1 arg1, T2 arg2);

/// <summary>A method of three parameters with a result.</summary>
public delegate TResult Func<in T1, in T2, in T3, out TResult>(T1 arg1, T2 arg2, T3 arg3);

/// <summary>A yes-or-no question about a value.</summary>
public delegate bool Predicate<in T>(T obj);

/// <summary>The order of two values.</summary>
public delegate int Comparison<in T>(T x, T y);
