using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Benching;

/// <summary>Holds what was measured against what is aimed for.</summary>
public static class BenchAims
{
    /// <summary>The most that an operation should take in a cell.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cell">The cell.</param>
    /// <returns>Instructions; none if there is no aim.</returns>
    public static int? Of(Operation operation, Cell cell) => LoadsCr3(cell) ? operation.AimOtherTree : operation.AimSameTree;

    /// <summary>Whether a trap loads CR3.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>True where the kernel runs on other tables than ring 3.</returns>
    public static bool LoadsCr3(Cell cell) => MappingTable.Find(cell.Variant)?.WhileKernelRuns is not SameTree;

    /// <summary>The most that the paging structures of a small task should take in a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>Bytes.</returns>
    public static int TableBytesOf(Cell cell) =>
        Operations.TableBytesAim(cell.Paging == KernelWords.Pae, MappingTable.Find(cell.Variant)?.WhileKernelRuns.IsSecondTree == true);

    /// <summary>
    /// Everything that is not as it should be, a line each: aims that were missed, operations that could not be measured, rounds that
    /// differ.
    /// </summary>
    /// <param name="cell">What was measured.</param>
    /// <param name="hasAims">Whether the aims are this kernel's: they are those of the one that the lab builds.</param>
    /// <returns>The lines; empty if all is well.</returns>
    public static IEnumerable<string> Missed(BenchCell cell, bool hasAims = true)
    {
        IEnumerable<string> operations =
            from operation in Operations.All
            let least = cell.Counted.Of(operation)?.Least
            where hasAims && least > Of(operation, cell.Cell)
            select $"{operation.Name} takes {least} instructions; the aim is {Of(operation, cell.Cell)}";
        int aim = TableBytesOf(cell.Cell);
        string[] tables = cell.Counted.TableBytes is not { } bytes ? [$"{BenchReading.Program} did not say what its paging structures take"]
            : hasAims && bytes > aim ? [$"the paging structures of a small task take {bytes} bytes; the aim is {aim}"]
            : [];
        return cell.Counted.Problems
            .Concat(cell.Timed?.Problems ?? [])
            .Concat(cell.Scales.SelectMany(scale => scale.Reading.Problems.Select(problem => $"{scale.Megabytes} MB: {problem}")))
            .Concat(operations)
            .Concat(tables)
            .Select(problem => $"{cell.Cell}: {problem}");
    }
}
