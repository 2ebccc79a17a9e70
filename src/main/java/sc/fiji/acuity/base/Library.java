package sc.fiji.acuity.base;

import java.util.List;

/**
 * A library that is harmful twice on one class path.
 *
 * @param name for people
 * @param marker a resource that every copy has
 * @param stem how its jar's name begins; another jar with the marker is a plugin that brings a copy along
 * @param wanted the one version that works; null if any new one does
 */
record Library(String name, String marker, String stem, String wanted) {

    static final Library BINDING =
        new Library("SLF4J binding", "META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "", null);

    static final Library NATIVES =
        new Library("libtorch", "native/lib/pytorch.properties", "pytorch-native", Version.libtorch());

    static final List<Library> SINGLE = List.of(
        new Library("Acuity", "sc/fiji/acuity/base/Library.class", "acuity", Version.get()),
        new Library("ImageJ", "ij/IJ.class", "ij", null),
        new Library("SciJava Common", "org/scijava/Context.class", "scijava-common", null),
        new Library("ImgLib2", "net/imglib2/Cursor.class", "imglib2", null),
        new Library("DJL", "ai/djl/engine/Engine.class", "api", Version.djl()),
        new Library("DJL for PyTorch", "ai/djl/pytorch/engine/PtEngine.class", "pytorch-engine", Version.djl()),
        new Library("DJL's JNI for PyTorch", "jnilib/pytorch.properties", "pytorch-jni",
            Version.libtorch() + "-" + Version.djl()),
        new Library("JNA", "com/sun/jna/Native.class", "jna", null),
        new Library("Gson", "com/google/gson/Gson.class", "gson", null),
        new Library("SLF4J", "org/slf4j/LoggerFactory.class", "slf4j-api", null),
        new Library("SnakeYAML", "org/yaml/snakeyaml/Yaml.class", "snakeyaml", null),
        new Library("Commons Compress", "org/apache/commons/compress/utils/IOUtils.class", "commons-compress", null));
}
