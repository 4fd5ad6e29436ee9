namespace CosmosKernel.Experiments;

/// <summary>Something that ring 3 tries: one program, or several that run at the same time.</summary>
public sealed class Experiment
{
    /// <summary>Makes an experiment.</summary>
    /// <param name="name">For tools: kebab-case, unique. With one role it is also the task's name; with several, a number is added.</param>
    /// <param name="description">For people: what is tried.</param>
    /// <param name="roles">Who takes part.</param>
    public Experiment(string name, string description, params Role[] roles)
    {
        Name = name;
        Description = description;
        Roles = roles;
    }

    /// <summary>For tools: kebab-case, unique.</summary>
    public string Name { get; }

    /// <summary>For people: what is tried.</summary>
    public string Description { get; }

    /// <summary>Who takes part.</summary>
    public Role[] Roles { get; }
}
