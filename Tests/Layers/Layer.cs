using System.Collections.Generic;

namespace CosmosPaging.Tests.Layers;

/// <summary>A folder of sources, and the folders beside it that its files may name.</summary>
/// <param name="Folder">Its name; <c>""</c> is the folder that holds the others.</param>
/// <param name="MayKnow">Folders of rows further up in the table.</param>
internal sealed record Layer(string Folder, params IReadOnlyList<string> MayKnow);
