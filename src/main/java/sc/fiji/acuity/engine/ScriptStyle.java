package sc.fiji.acuity.engine;

/** Which operations a script is written with. */
enum ScriptStyle {

    /** Those that every PyTorch since 1.13 has, on every device; values in fp32. */
    PORTABLE,

    /** oneDNN's convolutions, which take what follows them along; kernels channels-last. libtorch 2.7 on a CPU. */
    FUSED,

    /** The same with bf16 between the first cast and the last additions. */
    FUSED_BF16;

    boolean fused() {
        return this != PORTABLE;
    }

    boolean bfloat16() {
        return this == FUSED_BF16;
    }
}
