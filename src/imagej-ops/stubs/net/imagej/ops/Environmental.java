package net.imagej.ops;

/** Stands in for the type of ImageJ Ops at compile time; never packaged. */
public interface Environmental {

    OpEnvironment ops();

    void setEnvironment(OpEnvironment ops);
}
