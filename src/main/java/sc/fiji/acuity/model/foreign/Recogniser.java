package sc.fiji.acuity.model.foreign;

import java.util.Optional;

/**
 * Knows one family of networks by the names and shapes of its tensors.
 *
 * <p>To add one: implement it, and name it in {@link Recognisers}.
 */
public interface Recogniser {

    /** What it knows, for the message that nothing was recognised: {@code FALSR (frozen TensorFlow graph)}. */
    String family();

    /**
     * The network in a file, or nothing if the tensors are those of another family.
     *
     * @param file is not trusted: any name may be missing, any shape another
     * @throws sc.fiji.acuity.base.AcuityException if it is of the family but does not fit, naming the tensor, its shape
     *         and the shape that was expected; or if shapes alone leave several networks, naming them and
     *         {@code --architecture}
     */
    Optional<Imported> recognise(ForeignTensors file, Hints hints);
}
