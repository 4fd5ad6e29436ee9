using System.Collections.Generic;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Lists, dictionaries, queues, stacks, and <c>foreach</c> over them.</summary>
public static class CollectionChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        List<int> list = Numbers(100);
        report.Equal("list-count", 100, list.Count);
        report.Equal("list-index", 42, list[42]);
        report.Equal("list-foreach", 4950, Sum(list));
        report.Equal("list-foreach-by-interface", 4950, SumOf(list));
        report.Equal("list-insert-remove", "9 1 3", Edited());
        report.Equal("list-contains", true, list.Contains(77) && !list.Contains(100));
        report.Equal("list-of-strings", 1, new List<string> { "a", "b" }.IndexOf(Opaque.Value("b")));
        report.Equal("list-find", 50, list.Find(number => number * 2 == 100));
        report.Equal("list-sort", "1 2 3", Sorted());
        report.Equal("list-to-array", 99, list.ToArray()[99]);
        report.Equal("dictionary-of-uint", 4950u, UintDictionary());
        report.Equal("dictionary-of-string", "two", StringDictionary());
        report.Equal("dictionary-try-get", false, new Dictionary<uint, int>().TryGetValue(1, out _));
        report.Equal("dictionary-remove", "0 2 3", Removed());
        report.Equal("dictionary-values", 6, SumOf(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 3 }.Values));
        report.Equal("queue", "1 2 3 4 5", Queued());
        report.Equal("stack", "3 2 1", Stacked());
    }

    private static List<int> Numbers(int count)
    {
        var list = new List<int>();
        for (int i = 0; i < count; i++)
        {
            list.Add(i);
        }

        return list;
    }

    private static int Sum(List<int> list)
    {
        int sum = 0;
        foreach (int number in list)
        {
            sum += number;
        }

        return sum;
    }

    private static int SumOf(IEnumerable<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static string Edited()
    {
        var list = new List<int> { 1, 2, 3 };
        list.Remove(2);
        list.Insert(0, 9);
        return string.Join(" ", Texts(list));
    }

    private static string Sorted()
    {
        var list = new List<int> { 3, 1, 2 };
        list.Sort((a, b) => a - b);
        return string.Join(" ", Texts(list));
    }

    private static uint UintDictionary()
    {
        var dictionary = new Dictionary<uint, uint>();
        for (uint i = 0; i < 100; i++)
        {
            dictionary.Add(i * 4096, i);
        }

        uint sum = 0;
        for (uint i = 0; i < 100; i++)
        {
            sum += dictionary[i * 4096];
        }

        return sum;
    }

    private static string StringDictionary()
    {
        var dictionary = new Dictionary<string, string> { ["1"] = "one", ["2"] = "zwei" };
        dictionary["2"] = "two";
        return dictionary[Opaque.Value(2).ToString()];
    }

    private static string Removed()
    {
        var dictionary = new Dictionary<int, int> { [1] = 10, [2] = 20, [3] = 30 };
        dictionary.Remove(1);
        int visited = 0;
        foreach (KeyValuePair<int, int> entry in dictionary)
        {
            visited += entry.Key;
        }

        dictionary[4] = 40;
        return $"{(dictionary.ContainsKey(1) ? 1 : 0)} {dictionary.Count - 1} {visited - 2}";
    }

    private static string Queued()
    {
        var queue = new Queue<int>(2);
        queue.Enqueue(0);
        queue.Enqueue(1);
        queue.Dequeue();
        for (int i = 2; i <= 5; i++)
        {
            queue.Enqueue(i);
        }

        var texts = new List<string>();
        while (queue.Count != 0)
        {
            texts.Add(queue.Dequeue().ToString());
        }

        return string.Join(" ", texts);
    }

    private static string Stacked()
    {
        var stack = new Stack<string>();
        stack.Push("1");
        stack.Push("2");
        stack.Push("3");
        return stack.Pop() + " " + stack.Pop() + " " + stack.Pop();
    }

    private static List<string> Texts(List<int> numbers)
    {
        var texts = new List<string>();
        foreach (int number in numbers)
        {
            texts.Add(number.ToString());
        }

        return texts;
    }
}
