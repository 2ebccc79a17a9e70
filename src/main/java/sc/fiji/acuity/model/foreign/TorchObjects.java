package sc.fiji.acuity.model.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.acuity.model.foreign.PickleValue.Dict;
import sc.fiji.acuity.model.foreign.PickleValue.Global;
import sc.fiji.acuity.model.foreign.PickleValue.None;
import sc.fiji.acuity.model.foreign.PickleValue.Sequence;
import sc.fiji.acuity.model.foreign.PickleValue.Tuple;
import sc.fiji.acuity.model.foreign.TorchTensor.Storage;

/**
 * The only things of Python that a file of weights may name, and what they mean: a dictionary, tensors as views of
 * storages, storages. They are known by name; no function of the file's choice is ever called.
 */
final class TorchObjects {

    private static final Global ORDERED_DICT = new Global("collections", "OrderedDict");
    private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor");
    private static final Global TENSOR_2 = new Global("torch._utils", "_rebuild_tensor_v2");
    private static final Global PARAMETER = new Global("torch._utils", "_rebuild_parameter");
    private static final Set<Global> FUNCTIONS = Set.of(ORDERED_DICT, TENSOR, TENSOR_2, PARAMETER);

    private static final String STATE_ONLY = "get the file from somebody you trust, and let it hold tensors only: "
        + "torch.save(model.state_dict(), ...)";

    private final long mostElements;
    private final Map<String, Storage> storages = new HashMap<>();

    /** @param mostElements that a storage can have; no more than the file has bytes */
    TorchObjects(final long mostElements) {
        this.mostElements = mostElements;
    }

    /** By the keys that the file gives them. */
    Map<String, Storage> storages() {
        return storages;
    }

    Object global(final String module, final String name) {
        final Global global = new Global(module, name);
        final boolean storage = module.equals("torch") && StorageType.named(name).isPresent();
        if (!storage && !FUNCTIONS.contains(global)) {
            throw new TorchFault("calls " + global + "; a weights file has no reason to", STATE_ONLY);
        }
        return global;
    }

    /** The refusal to make an object of a class; state dicts hold none. */
    static TorchFault creates(final Object type) {
        return new TorchFault("creates " + (type instanceof Global ? "a " + type : "an object of what is no class")
            + "; a weights file has no reason to", STATE_ONLY);
    }

    Object call(final Object function, final Object arguments) {
        if (!(function instanceof Global global) || !(arguments instanceof Tuple tuple)) {
            throw new TorchFault("calls what is no function");
        }
        final List<Object> given = tuple.items;
        if (global.equals(ORDERED_DICT)) {
            return dictionary(given);
        }
        if (global.equals(PARAMETER)) {
            require(given.size() == 3 && given.get(0) instanceof TorchTensor, global);
            return given.get(0);
        }
        // what follows says whether it is trained, its hooks and metadata
        require(global.equals(TENSOR) ? given.size() == 4
            : global.equals(TENSOR_2) && (given.size() == 6 || given.size() == 7), global);
        require(given.get(0) instanceof Storage && given.get(1) instanceof Long && given.get(2) instanceof Tuple
            && given.get(3) instanceof Tuple, global);
        return new TorchTensor((Storage) given.get(0), (Long) given.get(1), lengths((Tuple) given.get(2), global),
            lengths((Tuple) given.get(3), global));
    }

    /** Empty, items follow by themselves; Python 2 gives a list of pairs instead. */
    private static Dict dictionary(final List<Object> given) {
        final Dict dict = new Dict();
        if (given.isEmpty()) {
            return dict;
        }
        require(given.size() == 1 && given.get(0) instanceof Sequence, ORDERED_DICT);
        final Sequence pairs = (Sequence) given.get(0);
        for (final Object pair : pairs.items) {
            final List<Object> two =
                pair instanceof Sequence list ? list.items : pair instanceof Tuple tuple ? tuple.items : List.of();
            require(two.size() == 2 && two.get(0) instanceof String, ORDERED_DICT);
            dict.items.put(two.get(0), two.get(1));
        }
        // used up: a file that makes a thousand dictionaries of one long list would keep us busy for ever
        pairs.items.clear();
        return dict;
    }

    private static long[] lengths(final Tuple tuple, final Global global) {
        require(tuple.items.size() <= TorchTensor.MAX_RANK, global);
        final long[] lengths = new long[tuple.items.size()];
        for (int i = 0; i < lengths.length; i++) {
            require(tuple.items.get(i) instanceof Long, global);
            lengths[i] = (Long) tuple.items.get(i);
        }
        return lengths;
    }

    private static void require(final boolean fits, final Global global) {
        if (!fits) {
            throw new TorchFault("calls " + global + " with arguments that it does not take");
        }
    }

    /** A state dict has versions of its modules beside its items; nothing here depends on them. */
    void build(final Object object, final Object state) {
        if (!(object instanceof Dict && state instanceof Dict)) {
            throw new TorchFault("sets the state of what is no dictionary", STATE_ONLY);
        }
    }

    /** A storage: ('storage', type, key, device, elements), with a view of another one in files before PyTorch 0.4. */
    Storage persistent(final Object id) {
        final List<Object> parts = id instanceof Tuple tuple ? tuple.items : List.of();
        if (!parts.isEmpty() && "module".equals(parts.get(0))) {
            throw new TorchFault("holds a whole network as a Python object, which would have to be run", STATE_ONLY);
        }
        final boolean known = (parts.size() == 5 || parts.size() == 6 && parts.get(5) == None.NONE)
            && "storage".equals(parts.get(0)) && parts.get(1) instanceof Global && parts.get(2) instanceof String
            && parts.get(3) instanceof String && parts.get(4) instanceof Long;
        if (!known) {
            throw new TorchFault("refers to something outside the file that is no storage of values");
        }
        final StorageType type = StorageType.named(((Global) parts.get(1)).name())
            .orElseThrow(() -> new TorchFault("has a storage of the type " + parts.get(1)));
        final long elements = (Long) parts.get(4);
        if (elements < 0 || elements > mostElements / type.bytes()) {
            throw new TorchFault("has a storage of " + elements + " values, more than the file can hold");
        }
        final Storage storage = new Storage((String) parts.get(2), type, elements);
        final Storage before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
            throw new TorchFault("has two storages called " + TorchFault.shown(storage.key()));
        }
        return before == null ? storage : before;
    }
}
