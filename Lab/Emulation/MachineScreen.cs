namespace CosmosPaging.Lab.Emulation;

/// <summary>Who looks at a machine's screen.</summary>
public enum MachineScreen
{
    /// <summary>Nobody: the guest can end the machine.</summary>
    None,

    /// <summary>A program, through the emulator's monitor or by VNC; the guest cannot end the machine.</summary>
    Hidden,

    /// <summary>A person, in a window; the guest cannot end the machine.</summary>
    Window,
}
