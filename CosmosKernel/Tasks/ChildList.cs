namespace CosmosKernel.Tasks;

/// <summary>
/// A task's children, strung on their own links, those that have ended before those that live: <c>waitpid</c> takes the first.
/// </summary>
internal static unsafe class ChildList
{
    /// <summary>Makes a task its parent's child: the first if it has ended, or else the last.</summary>
    /// <param name="child">A task with a parent, in no list.</param>
    public static void Add(UserTask* child)
    {
        UserTask* parent = child->Parent;
        bool isFirst = child->State == TaskState.Ended;
        child->PreviousSibling = isFirst ? null : parent->LastChild;
        child->NextSibling = isFirst ? parent->FirstChild : null;
        Link(parent, child->PreviousSibling, child);
        Link(parent, child, child->NextSibling);
    }

    /// <summary>Takes a task out of its parent's list, if it has a parent.</summary>
    /// <param name="child">The task.</param>
    public static void Remove(UserTask* child)
    {
        if (child->Parent != null)
        {
            Link(child->Parent, child->PreviousSibling, child->NextSibling);
        }
    }

    /// <summary>Makes two children neighbours; null stands for the end of the list on either side.</summary>
    private static void Link(UserTask* parent, UserTask* lower, UserTask* upper)
    {
        if (lower != null)
        {
            lower->NextSibling = upper;
        }
        else
        {
            parent->FirstChild = upper;
        }

        if (upper != null)
        {
            upper->PreviousSibling = lower;
        }
        else
        {
            parent->LastChild = lower;
        }
    }
}
