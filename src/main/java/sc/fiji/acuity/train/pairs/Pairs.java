package sc.fiji.acuity.train.pairs;

import java.util.List;

/** Images to train on and images to judge by: what a trainer needs to know of a {@link TrainingSet}. */
public interface Pairs {

    int scale();

    /** 1: luma or one channel; 3: red, green and blue. */
    int channels();

    /**
     * Patches from the images to train on.
     *
     * @param patch side in LR pixels
     */
    PatchSource patches(int patch, long seed);

    /** In the order of the files; may be empty. */
    List<HeldOut> heldOut();
}
