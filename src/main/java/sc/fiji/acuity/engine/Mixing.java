package sc.fiji.acuity.engine;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import sc.fiji.acuity.network.Op;

/** {@link Op.Mixture}, as operations that gradients flow through. */
final class Mixing {

    private Mixing() {}

    /** Each input times its part of the soft-max, then one after the other as sum or concatenation. */
    static NDArray run(final List<NDArray> in, final NDArray alpha, final Op.Mixture.Join join) {
        final NDManager caller = in.get(0).getManager();
        try (NDManager temporary = caller.newSubManager()) {
            final NDArray softmax = alpha.softmax(0);
            softmax.attach(temporary);
            final NDList parts = new NDList();
            for (int i = 0; i < in.size(); i++) {
                final NDArray weight = softmax.get(new NDIndex(i + ":" + (i + 1)));
                weight.attach(temporary);
                final NDArray part = in.get(i).mul(weight);
                part.attach(temporary);
                parts.add(part);
            }
            NDArray result = parts.get(0);
            if (join == Op.Mixture.Join.CONCAT && parts.size() > 1) {
                result = NDArrays.concat(parts, 1);
            } else {
                for (final NDArray part : parts.subList(1, parts.size())) {
                    result = result.add(part);
                }
            }
            result.attach(caller);
            return result;
        }
    }
}
