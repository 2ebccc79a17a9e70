package sc.fiji.acuity.imagejops;

import net.imagej.ops.Op;
import net.imagej.ops.OpEnvironment;

/** What ImageJ Ops wants of every op beside its parameters. */
abstract class AcuityOp implements Op {

    private OpEnvironment environment;

    @Override
    public OpEnvironment ops() {
        return environment;
    }

    @Override
    public void setEnvironment(final OpEnvironment ops) {
        environment = ops;
    }
}
