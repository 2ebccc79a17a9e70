package sc.fiji.acuity.engine;

/** Which operations a script is written with. */
enum ScriptStyle {

    /** Those that every PyTorch since 1.13 has, on every device; values in fp32. */
    PORTABLE,

    /** oneDNN's convolutions, which take what follows them along; kernels channels-last. libtorch 2.7 on a CPU. */
    FUSED,

    /** The same with bf16 between the first cast and the last additions. */
    FUSED_BF16,

    /** Gradients flow through it: parameters are arguments behind the image, in the graph's order; nothing is overwritten. */
    TRAINING,

    /** The same with bf16 between the first cast and the last additions; parameters stay in fp32. */
    TRAINING_BF16;

    boolean fused() {
        return this == FUSED || this == FUSED_BF16;
    }

    boolean bfloat16() {
        return this == FUSED_BF16 || this == TRAINING_BF16;
    }

    boolean training() {
        return this == TRAINING || this == TRAINING_BF16;
    }
}
