# For gdb, with a kernel that './lab debug' has started: it says how. Docs/Debugging.md tells what can be done.
set architecture i386
set pagination off
set confirm off
source Lab/Debugging/cosmospaging.py
