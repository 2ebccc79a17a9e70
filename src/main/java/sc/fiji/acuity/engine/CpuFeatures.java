package sc.fiji.acuity.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the processor can do beyond the usual.
 *
 * <pre>{@code
 * boolean fast = CpuFeatures.local().bfloat16Matrices();
 * }</pre>
 *
 * @param flags as Linux names them; empty on other systems, where we do not ask
 */
public record CpuFeatures(Set<String> flags) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final CpuFeatures LOCAL = read(CPUINFO);

    public CpuFeatures {
        flags = Set.copyOf(flags);
    }

    /** Those of this machine. */
    public static CpuFeatures local() {
        return LOCAL;
    }

    /** Those that every processor listed in a file like {@code /proc/cpuinfo} has; none if there is no such file. */
    static CpuFeatures read(final Path cpuinfo) {
        if (!Files.isReadable(cpuinfo)) {
            return new CpuFeatures(Set.of());
        }
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return new CpuFeatures(lines.filter(line -> line.matches("flags\\s*:.*"))
                .map(line -> Set.of(words(line.substring(line.indexOf(':') + 1))))
                .reduce(CpuFeatures::common).orElse(Set.of()));
        } catch (final IOException e) {
            // a system that hides it: as on systems that have no such file
            return new CpuFeatures(Set.of());
        }
    }

    private static String[] words(final String text) {
        return Arrays.stream(text.trim().split("\\s+")).distinct().toArray(String[]::new);
    }

    private static Set<String> common(final Set<String> a, final Set<String> b) {
        final Set<String> both = new TreeSet<>(a);
        both.retainAll(b);
        return both;
    }

    /**
     * Whether there are tiles that multiply bf16 matrices (Intel AMX). Vector instructions on bf16 alone
     * ({@code avx512_bf16}) are no such thing: on some processors they are slower than fp32.
     */
    public boolean bfloat16Matrices() {
        return flags.contains("amx_tile") && flags.contains("amx_bf16");
    }

    /**
     * Whether training gains by products in bf16: with tiles for them, or with the vector instructions of AMD's
     * processors ({@code sse4a} is AMD's alone): 1.4 to 2 times the speed of fp32 on an EPYC.
     */
    public boolean bfloat16Training() {
        return bfloat16Matrices() || flags.contains("avx512_bf16") && flags.contains("sse4a");
    }
}
