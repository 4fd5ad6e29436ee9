using System;
using CosmosKit.Build;

try
{
    ImageBuilder.Build(ImageOptions.Parse(args));
    return 0;
}
catch (BuildException failed)
{
    foreach (BuildError error in failed.Errors)
    {
        Console.Error.WriteLine(error);
    }
}
catch (Exception error)
{
    // A fault of this tool: MSBuild must show it as an error, too.
    Console.Error.WriteLine(new BuildError(ErrorCodes.Internal, $"internal error: {error.ToString().ReplaceLineEndings(" ")}"));
}

return 1;
