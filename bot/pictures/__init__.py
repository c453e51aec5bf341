"""Pictures that Lockstep draws: of plain values, for any feature."""
