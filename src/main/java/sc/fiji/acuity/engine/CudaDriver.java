package sc.fiji.acuity.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine has an NVIDIA driver, asked without loading anything. */
final class CudaDriver {

    private CudaDriver() {}

    static boolean isInstalled() {
        final String windows = System.getenv("SystemRoot");
        return Files.exists(Path.of("/proc/driver/nvidia/version"))
            || windows != null && Files.exists(Path.of(windows, "System32", "nvcuda.dll"));
    }
}
