package net.imagej.ops;

import org.scijava.command.Command;

/** Stands in for the type of ImageJ Ops at compile time; never packaged. */
public interface Op extends Command, Environmental { }
