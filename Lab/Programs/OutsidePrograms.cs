using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Programs;

/// <summary>The programs from outside that one machine gets.</summary>
public static class OutsidePrograms
{
    /// <summary>Reads programs.</summary>
    /// <param name="paths">Their paths.</param>
    /// <param name="samples">Programs that come first, whatever else does.</param>
    /// <returns>All programs, in that order.</returns>
    /// <exception cref="UsageException">One is no program, or two have the same name, or they are too large together.</exception>
    public static IReadOnlyList<OutsideProgram> Read(IReadOnlyList<string> paths, IReadOnlyList<OutsideProgram> samples)
    {
        List<OutsideProgram> programs = [.. samples];
        foreach (string path in paths)
        {
            OutsideProgram program;
            try
            {
                program = OutsideProgram.Read(path);
            }
            catch (UnusableProgramException cause)
            {
                throw new UsageException("--program " + cause.Message, cause);
            }

            if (programs.Any(other => other.Name == program.Name))
            {
                throw new UsageException($"--program {path}: there is another program named {program.Name}");
            }

            programs.Add(program);
            if (programs.Sum(other => (long)other.Content.Length) > OutsideProgram.LargestFile)
            {
                throw new UsageException($"--program: all files together must not exceed {OutsideProgram.LargestFile >> 20} MB");
            }
        }

        return programs;
    }
}
