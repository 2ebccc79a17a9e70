package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle builds besides texts, numbers and booleans. Containers are themselves and nothing else: a pickle can
 * make one that contains itself, so there is no equality, hash or text of their content that could run for ever.
 */
final class PickleValue {

    private PickleValue() {}

    /** None. */
    enum None {
        NONE
    }

    /** A dictionary; keys are texts, numbers, booleans and None. */
    static final class Dict {

        final Map<Object, Object> items = new LinkedHashMap<>();
    }

    /** A list. */
    static final class Sequence {

        final List<Object> items = new ArrayList<>();
    }

    /** A tuple. */
    static final class Tuple {

        final List<Object> items;

        Tuple(final List<Object> items) {
            this.items = items;
        }
    }

    /** A function or class of Python that the file names; only those that tensors need come into being. */
    record Global(String module, String name) {

        @Override
        public String toString() {
            return TorchFault.shown(module.isEmpty() ? name : module + "." + name);
        }
    }
}
