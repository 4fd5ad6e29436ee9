using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Tasks;

namespace CosmosKernel.Scheduling;

/// <content>How tasks end: one, or a whole family; and who is told.</content>
internal sealed unsafe partial class Scheduler
{
    /// <summary>
    /// In a trap: ends the running task, gives back all it had, and goes on with the next, or with the kernel's own flow if it was the
    /// last. What is left until somebody reads its status is one frame; nothing, if nobody will.
    /// </summary>
    /// <param name="code">What it returned, 0 to 255.</param>
    /// <param name="signal">The signal that ended it, or 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // where every end passes: for a debugger's breakpoint
    public void EndCurrent(int code, int signal)
    {
        UserTask* family = Current->Family;
        End(code, signal);
        if (family->FamilyTicksLeft <= 0)
        {
            EndFamily(family);
        }
    }

    private void EndForTime(UserTask* task)
    {
        if (task->Family->FamilyTicksLeft <= 0)
        {
            EndFamily(task->Family);
        }
        else
        {
            End(0, Signal.TimeLimit);
        }
    }

    /// <summary>
    /// Ends all tasks of a family, whose time is over. One that waits is woken by its child's end, and so its turn comes.
    /// </summary>
    private void EndFamily(UserTask* family)
    {
        while (TryTurnTo(family))
        {
            End(0, Signal.TimeLimit);
        }
    }

    /// <summary>
    /// What a task had used of a tick when it ended, its end included, counts for its family: or many short ones would cost nothing.
    /// </summary>
    private void ChargeFamily(UserTask* task)
    {
        UserTask* family = task->Family;
        uint used = task->TimeUsed + time.Take();
        for (family->FamilyTimeUsed += used; family->FamilyTimeUsed >= time.TickLength; family->FamilyTimeUsed -= time.TickLength)
        {
            family->FamilyTicksLeft--;
        }
    }

    /// <summary>Ends the running task, and goes on with the next. Does not return if it was the last.</summary>
    private void End(int code, int signal)
    {
        UserTask* task = Current;
        task->State = TaskState.Ended;
        task->Status = signal == 0 ? code : Signal.Status(signal);
        task->WaitStatus = ((uint)code << 8) | (uint)signal;
        if (!task->IsTold)
        {
            RateLimit.Count(LineKind.End);
        }
        else
        {
            log.Text("exit: pid=").Decimal((uint)task->Pid).Text(" name=").Text(NameOf(task)).Text(" status=").Decimal((uint)task->Status)
                .EndLine();
        }

        board.Remove(task->Card);

        SwitchToKernel(); // the trap may run on the task's own tables, which are about to vanish
        endWatcher?.Look(this, task->IsForked);
        Space.Destroy();
        ChargeFamily(task);
        Orphan(task);
        Report(task);
        Leave(task);
        UserTask* next = task->Next == task ? null : task->Next;
        if (task->IsForked && task->Parent == null)
        {
            Free(task);
        }

        Current = next;
        if (next != null)
        {
            Load(next);
        }
        else
        {
            Ring3.Leave();
        }
    }

    /// <summary>
    /// Notes the frames of all tasks there are. Each is one of these: one that the kernel started; one that is ready, and so in the
    /// ring; one that waits for a child,
    /// which is an ancestor of one in the ring; one that has ended, and is among its parent's first children.
    /// </summary>
    /// <param name="ledger">Where.</param>
    public void AddTasksTo(FrameLedger ledger)
    {
        for (UserTask* task = started; task != null; task = task->NextSibling)
        {
            ledger.AddKernels(FrameOf(task));
        }

        UserTask* ready = Current;
        do
        {
            for (UserTask* task = ready; task != null; task = task->Parent)
            {
                ledger.AddKernels(FrameOf(task));
                for (UserTask* child = task->FirstChild; child != null && child->State == TaskState.Ended; child = child->NextSibling)
                {
                    ledger.AddKernels(FrameOf(child));
                }
            }

            ready = ready == null ? null : ready->Next;
        }
        while (ready != Current);
    }

    private PhysicalAddress FrameOf(UserTask* task) => new((uint)((byte*)task - memory.Pointer(default)));

    /// <summary>
    /// Gives a ready task of a family its turn, if there is one. Looks backwards, for that is where a parent is that the last end has
    /// woken: so each of many ends finds the next member at once, and does not pass by all who are none.
    /// </summary>
    private bool TryTurnTo(UserTask* family)
    {
        UserTask* task = Current;
        while (task->Family != family)
        {
            task = task->Previous;
            if (task == Current)
            {
                return false;
            }
        }

        if (task != Current)
        {
            Save(Current);
            Load(task);
        }

        return true;
    }

    /// <summary>Whoever is left without a parent is reported to nobody, and goes as soon as it has ended.</summary>
    private void Orphan(UserTask* task)
    {
        UserTask* next;
        for (UserTask* child = task->FirstChild; child != null; child = next)
        {
            next = child->NextSibling;
            child->Parent = null;
            if (child->State == TaskState.Ended)
            {
                Free(child);
            }
        }

        task->FirstChild = task->LastChild = null;
    }

    /// <summary>Puts an ended task first among its parent's children, where it is looked for, and wakes the parent.</summary>
    private void Report(UserTask* task)
    {
        UserTask* parent = task->Parent;
        if (parent == null)
        {
            return;
        }

        ChildList.Remove(task);
        ChildList.Add(task);
        if (parent->State == TaskState.Waiting)
        {
            MakeReady(parent);
        }
    }
}
