"""When and with what: configuration, Google access, clock, engine, commands, and the local Google."""
