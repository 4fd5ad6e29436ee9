using NUnit.Framework;

// Most tests wait for an emulator, which keeps one processor busy: so as many fixtures run at the same time as there are processors. The
// tests of one fixture run one after the other. Nothing that a test asserts depends on how long anything takes.
[assembly: Parallelizable(ParallelScope.Fixtures)]
