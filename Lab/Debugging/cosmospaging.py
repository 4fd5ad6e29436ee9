"""gdb's part of './lab debug', which says how to load it: pt, maps, task and faults. Docs/Debugging.md shows them at work.

Everything is read by physical address: under the 4:4 split the kernel's memory has no linear address while a task runs. Stubs differ in how they give
that, and in whether they tell CR3: see WAYS and Sign.root_in_force. Where to begin says the signpost (CosmosKernel/Cpu/Signpost.cs), which lies at the
same place in every address space.
"""

import pathlib
import re
import struct

import gdb

TRAMPOLINE = 0xFFC00000
SIGNPOST = TRAMPOLINE + 0x400
TASK_FRAME_BYTES = 18 * 4
TASK_FRAME = TRAMPOLINE + 0x5000 - TASK_FRAME_BYTES
SIGNPOST_FIELDS = (
    "magic entry_bytes has_xd kernel_root page_offset window_start window_last image_start image_last memory_bytes "
    "tasks task_count faults_written faults tasks_without_card signpost_bytes trap_frame_bytes task_card_bytes fault_record_bytes"
).split()
MAGIC = 0x50535043
CARD_BYTES = 64

# Name, lowest bit of the index, bits of the index, whether the entry has rights, whether it may map a large page.
LEVELS = {
    4: (("pde", 22, 10, True, True), ("pte", 12, 10, True, False)),
    8: (("pdpte", 30, 2, False, False), ("pde", 21, 9, True, True), ("pte", 12, 9, True, False)),
}
P, RW, US, PWT, PCD, A, D, PS, G = (1 << bit for bit in range(9))
XD = 1 << 63
FLAGS = ((P, "P"), (RW, "RW"), (US, "US"), (PWT, "PWT"), (PCD, "PCD"), (A, "A"), (D, "D"), (PS, "PS"), (G, "G"), (XD, "XD"))
SOURCES = pathlib.Path(__file__).resolve().parents[2] / "CosmosKernel"


# The ways to physical memory: what a stub is told before a read, what after it, and what is added to the address. The kernel's window is
# where all of it has linear addresses, as long as a directory is in force that has the window.
WAYS = (
    ("maintenance packet Qqemu.PhyMemMode:1", "maintenance packet Qqemu.PhyMemMode:0", lambda sign: 0),  # QEMU
    (None, None, lambda sign: sign.page_offset),  # the window, by any stub
    ("monitor phys", "monitor virt", lambda sign: 0),  # VMware
)


def read_linear(address, count):
    return bytes(gdb.selected_inferior().read_memory(address, count))


def register(name):
    """A register, or None if the stub does not know it: gdb takes the name for a variable without a value then."""
    value = gdb.parse_and_eval("$" + name)
    return None if value.type.code == gdb.TYPE_CODE_VOID else int(value) & 0xFFFFFFFF


def verdict_names():
    """The verdicts' names in the order of their numbers, from the kernel's own table."""
    text = (SOURCES / "Faults" / "VerdictText.cs").read_text()
    return re.findall(r'^\s*new\("([a-z-]+)"', text, re.MULTILINE)


class Sign:
    """The signpost, and how the memory to which it leads can be read at this moment."""

    def __init__(self):
        try:
            self.data = read_linear(SIGNPOST, 4 * len(SIGNPOST_FIELDS))
        except gdb.MemoryError:
            raise gdb.GdbError("the kernel has not built its trampoline yet: let it run a little, e.g. to 'break Kernel.Run'")
        for name, value in zip(SIGNPOST_FIELDS, struct.unpack("<%dI" % len(SIGNPOST_FIELDS), self.data)):
            setattr(self, name, value)
        if self.magic != MAGIC:
            raise gdb.GdbError("there is no signpost at %08x" % SIGNPOST)
        self.expect("signpost", self.signpost_bytes, len(self.data))
        self.expect("frame of registers", self.trap_frame_bytes, TASK_FRAME_BYTES)
        for self.way in WAYS:
            if self.leads_back():
                return
        raise gdb.GdbError(
            "the tables cannot be read here: this stub gives no access to physical memory, and the kernel's window is not mapped "
            "while ring 3 runs under the 4:4 split. Stop in the kernel, e.g. at 'break TrapDispatcher.Handle'"
        )

    @staticmethod
    def expect(what, told, known):
        """The kernel and this script must agree on a structure, or all that is read of it would be wrong."""
        if told != known:
            raise gdb.GdbError("this kernel's %s has %d bytes, and the script knows one of %d: they are not of the same version" % (what, told, known))

    def leads_back(self):
        """Whether this way shows the kernel's tables: they map the signpost, and what is found there must be the signpost."""
        try:
            page = Tables(self, self.kernel_root).page(SIGNPOST)[1]
            return page is not None and self.physical(page[0] + SIGNPOST % 4096, len(self.data)) == self.data
        except gdb.error:
            return False

    def physical(self, address, count):
        """Reads physical memory."""
        before, after, offset = self.way
        if before:
            gdb.execute(before, to_string=True)
        try:
            return read_linear(address + offset(self), count)
        finally:
            if after:
                gdb.execute(after, to_string=True)

    def doubleword(self, address):
        return struct.unpack("<I", self.physical(address, 4))[0]

    def root_in_force(self):
        """CR3: a register, or what VMware's monitor says, or else what the kernel's entry code would have there."""
        value = register("cr3")
        if value is None:
            try:
                told = re.search(r"\bcr3 *= *(?:0x)?([0-9a-f]+)", gdb.execute("monitor r cr3", to_string=True), re.IGNORECASE)
            except gdb.error:
                told = None
            value = int(told[1], 16) if told else self.likely_root()
        return value & ~0xFFF

    def likely_root(self):
        """What CR3 must be, by the kernel's own rules; in the shared mapping it is for a moment still another task's when a trap has switched tasks."""
        print("this stub does not tell CR3; it is worked out from the kernel's variables")
        entry_cr3 = struct.unpack("<I", read_linear(TRAMPOLINE, 4))[0]
        if entry_cr3 and register("cs") & 3 == 0 and register("eip") < TRAMPOLINE:
            return entry_cr3
        root = self.interrupted_root()
        return root if any(card[1] == root for card in self.cards()) else self.kernel_root

    @staticmethod
    def interrupted_root():
        """CR3 of the frame from which the running task was entered, or which it has left at the present trap."""
        return struct.unpack("<I", read_linear(TASK_FRAME, 4))[0] & ~0xFFF

    def cards(self):
        """The living tasks: number, CR3 while it runs and while the kernel runs for it, stack, heap and name of each."""
        if self.tasks == 0:
            return
        self.expect("task card", self.task_card_bytes, CARD_BYTES)
        board = self.physical(self.tasks, CARD_BYTES * self.task_count)
        for at in range(0, len(board), CARD_BYTES):
            pid, root, kernel_root, stack, stack_last, heap = struct.unpack_from("<6I", board, at)
            if pid:
                yield pid, root, kernel_root, stack, stack_last, heap, board[at + 24 : at + CARD_BYTES].split(b"\0")[0].decode("ascii")

    def root_of(self, who):
        """CR3 of a task named by number or name, with '+kernel' of what the kernel runs on for it; of 'kernel', or what is in force."""
        if not who:
            return self.root_in_force()
        if who == "kernel":
            return self.kernel_root
        task, _, view = who.partition("+")
        for pid, root, kernel_root, _, _, _, name in self.cards():
            if task in (str(pid), name) and view in ("", "kernel"):
                return kernel_root if view else root
        raise gdb.GdbError("no task has the number or the name '%s'; 'task' lists them" % who)


class Tables:
    """One tree of tables. Tables are read as wholes and kept: a map looks at the same ones again and again."""

    def __init__(self, sign, root):
        self.sign, self.root = sign, root
        self.levels = LEVELS[sign.entry_bytes]
        self.kept = {}

    def entry(self, table, index):
        if table not in self.kept:
            bits = self.levels[0][2] if table == self.root else self.levels[1][2]
            data = self.sign.physical(table, self.sign.entry_bytes << bits)
            self.kept[table] = struct.unpack("<%d%s" % (1 << bits, "I" if self.sign.entry_bytes == 4 else "Q"), data)
        return self.kept[table][index]

    def walk(self, linear):
        """Yields level, index, address of the entry and entry, as far as the processor's walk goes."""
        table = self.root
        for level in self.levels:
            index = linear >> level[1] & (1 << level[2]) - 1
            entry = self.entry(table, index)
            yield level, index, table + index * self.sign.entry_bytes, entry
            if not entry & P or level[4] and entry & PS:
                return
            table = entry & 0x000FFFFFFFFFF000

    def page(self, linear):
        """The size of the step to the next address to look at, and (physical address, rights) if there is a page."""
        user = writable = True
        executable = True
        for level, _, _, entry in self.walk(linear):
            size = 1 << level[1]
            if not entry & P:
                return size, None
            if level[3]:
                user &= bool(entry & US)
                writable &= bool(entry & RW)
                executable &= not (self.sign.has_xd and entry & XD)
        rights = "%s r%s%s %s" % ("U" if user else "S", "w" if writable else "-", "x" if executable else "-", "g" if entry & G else "-")
        return size, (entry & 0x000FFFFFFFFFF000 & ~(size - 1), rights)


class PageTableWalk(gdb.Command):
    """pt ADDRESS [WHO]: walks the tables for an address, entry by entry, and says what each ring may do there, and because of which bit.
WHO is a task's number or name, or 'kernel'; without it, the tables in force are walked."""

    def __init__(self):
        super().__init__("pt", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        words = gdb.string_to_argv(argument)
        if len(words) not in (1, 2):
            raise gdb.GdbError("pt ADDRESS [WHO]")
        address = int(gdb.parse_and_eval(words[0])) & 0xFFFFFFFF
        sign = Sign()
        tables = Tables(sign, sign.root_of(words[1] if len(words) == 2 else None))
        print("%08x in the tables at cr3=%08x, %s paging" % (address, tables.root, "two-level" if sign.entry_bytes == 4 else "PAE"))
        lacking = {"user": None, "write": None, "fetch": None}
        for level, index, where, entry in tables.walk(address):
            names = " ".join(name for bit, name in FLAGS if entry & bit) or "P=0"
            print("  %-5s %4d  at %08x = %0*x  %s" % (level[0], index, where, sign.entry_bytes * 2, entry, names))
            if not entry & P:
                print("  not mapped: P=0 in the %s decides; any access is a page fault with P=0" % level[0])
                return
            if level[3]:
                for right, missing, reason in (
                    ("user", not entry & US, "U/S=0"),
                    ("write", not entry & RW, "R/W=0"),
                    ("fetch", bool(sign.has_xd and entry & XD), "XD=1"),
                ):
                    if missing and lacking[right] is None:
                        lacking[right] = "%s in the %s" % (reason, level[0])
            size = 1 << level[1]
        page = entry & 0x000FFFFFFFFFF000 & ~(size - 1)
        print("  -> physical %08x, in a page of %d KB" % (page + (address & size - 1), size >> 10))
        for access in ("read", "write", "fetch"):
            ring3 = lacking["user"] or lacking.get(access)
            ring0 = lacking.get(access)
            print("  %-5s  ring 3: %-28s ring 0: %s" % (access, "no, " + ring3 if ring3 else "yes", "no, " + ring0 if ring0 else "yes"))


class Maps(gdb.Command):
    """maps [WHO]: an address space as runs of pages with the same effective rights.
WHO is a task's number or name, or 'kernel'; without it, the tables in force are shown."""

    def __init__(self):
        super().__init__("maps", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        sign = Sign()
        tables = Tables(sign, sign.root_of(argument.strip()))
        print("cr3=%08x" % tables.root)
        run = None
        linear = 0
        while linear < 1 << 32:
            size, page = tables.page(linear)
            if run and page and [size, page[1]] == run[2:4]:
                run[1] = linear + size - 1
            else:
                self.show(run)
                run = [linear, linear + size - 1, size, page[1], page[0]] if page else None
            linear += size
        self.show(run)

    @staticmethod
    def show(run):
        if run:
            first, last, size, rights, start = run
            print("  %08x-%08x %7dK  %s  %5d x %dK  from %08x" % (first, last, last - first + 1 >> 10, rights, (last - first + 1) // size, size >> 10, start))


class TaskList(gdb.Command):
    """task: the living tasks. The arrow marks the one that runs, or that the present trap came from."""

    def __init__(self):
        super().__init__("task", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        sign = Sign()
        in_force = sign.root_in_force()
        if in_force == sign.kernel_root:
            in_force = sign.interrupted_root()
        print("    pid  cr3       program from  stack to  name")
        for pid, root, kernel_root, _, stack_last, heap, name in sign.cards():
            mark = "->" if in_force in (root, kernel_root) else "  "
            print(" %s %4d  %08x  below %08x  %08x  %s" % (mark, pid, root, heap, stack_last, name))
        if sign.tasks_without_card:
            print("    and %d more, of which the kernel keeps no card" % sign.tasks_without_card)


class Faults(gdb.Command):
    """faults [COUNT]: the last faults that the kernel explained, newest last."""

    def __init__(self):
        super().__init__("faults", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        sign = Sign()
        if sign.faults == 0:
            raise gdb.GdbError("the kernel keeps no history of faults yet")
        try:
            record = gdb.lookup_type("struct CosmosKernel_CosmosKernel_Faults_KeptFault")
        except gdb.error:
            raise gdb.GdbError("the image does not say how a record is laid out, as IL2CPU's do not; the log has the faults")
        sign.expect("record of a fault", sign.fault_record_bytes, record.sizeof)
        offset = {field.name: field.bitpos // 8 for field in record.fields()}
        sequence = {field.name: field.bitpos // 8 for field in record["Fault"].type.fields()}["Sequence"]
        first = sign.faults - offset["Fault"] - sequence
        capacity = 32
        written = sign.doubleword(sign.faults_written)
        wanted = int(argument) if argument.strip() else capacity
        names = verdict_names()
        print("  seq   vector error  eip       cr2       pid  verdict")
        for number in range(max(0, written - min(wanted, capacity)), written):
            value = gdb.Value(sign.physical(first + number % capacity * record.sizeof, record.sizeof), record)
            fault = value["Fault"]
            vector = int(fault["Vector"])
            cr2 = "%08x" % self.number(fault["Address"]) if vector == 14 else "-       "
            times = int(value["Times"])
            print(
                "  %04d  %6d  %04x  %08x  %s  %3d  %s%s"
                % (
                    int(fault["Sequence"]), vector, int(fault["ErrorCode"]), int(fault["Eip"]), cr2, int(value["Pid"]),
                    names[int(fault["Verdict"])], " (%d times)" % times if times > 1 else "",
                )
            )

    @staticmethod
    def number(wrapped):
        """A struct of one field is what C# wraps an address in."""
        return int(wrapped[wrapped.type.fields()[0]])


for setting in ("architecture i386", "pagination off", "confirm off"):
    gdb.execute("set " + setting)
for command in (PageTableWalk, Maps, TaskList, Faults):
    command()
