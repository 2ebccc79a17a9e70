package sc.fiji.acuity.model.foreign;

/**
 * A tensor as a file describes it: a view of a storage.
 *
 * @param offset of the first value in the storage
 * @param stride how far the next value along each axis is, in values
 */
record TorchTensor(Storage storage, long offset, long[] size, long[] stride) {

    static final int MAX_RANK = 8;

    /**
     * Values in a row, in a record of their own.
     *
     * @param elements how many
     */
    record Storage(String key, StorageType type, long elements) {}

    /** Refuses what does not lie in the storage, and what would have more values than it. */
    TorchTensor {
        if (size.length > MAX_RANK || size.length != stride.length) {
            throw fault(size.length + " axes and " + stride.length + " strides");
        }
        if (offset < 0 || offset > storage.elements()) {
            throw fault("the offset " + offset + " in a storage of " + storage.elements());
        }
        boolean empty = false;
        for (int i = 0; i < size.length; i++) {
            if (size[i] < 0 || size[i] > Integer.MAX_VALUE || stride[i] < 0 || stride[i] > Integer.MAX_VALUE) {
                throw fault("an axis of " + size[i] + " values, " + stride[i] + " apart");
            }
            empty |= size[i] == 0;
        }
        long elements = 1;
        long last = offset;
        for (int i = 0; !empty && i < size.length; i++) {
            // no overflow: each factor has 31 bits, and what is too large for its storage ends here
            elements *= size[i];
            last += (size[i] - 1) * stride[i];
            if (elements > storage.elements() || last < 0 || last >= storage.elements()) {
                throw fault("more values than its storage of " + storage.elements());
            }
        }
        if (!empty && last >= storage.elements()) {
            throw fault("more values than its storage of " + storage.elements());
        }
    }

    private static TorchFault fault(final String what) {
        return new TorchFault("has a tensor with " + what);
    }

    long elements() {
        long n = 1;
        for (final long length : size) {
            n *= length;
        }
        return n;
    }

    int[] shape() {
        final int[] shape = new int[size.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (int) size[i];
        }
        return shape;
    }

    /** Whether its values lie in the storage as they do in an array, from its first to its last. */
    boolean whole() {
        long expected = 1;
        for (int i = size.length - 1; i >= 0; i--) {
            if (size[i] != 1 && stride[i] != expected) {
                return false;
            }
            expected *= size[i];
        }
        return offset == 0 && expected == storage.elements();
    }

    /** The values of the view, last axis fastest. */
    float[] gather(final float[] values) {
        final float[] gathered = new float[(int) elements()];
        final int[] index = new int[size.length];
        long at = offset;
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = values[(int) at];
            for (int axis = size.length - 1; axis >= 0; axis--) {
                at += stride[axis];
                if (++index[axis] < size[axis]) {
                    break;
                }
                at -= size[axis] * stride[axis];
                index[axis] = 0;
            }
        }
        return gathered;
    }
}
