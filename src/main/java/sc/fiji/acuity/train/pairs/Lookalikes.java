package sc.fiji.acuity.train.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.Progress;

/**
 * Puts images together that must not be parted between training and judging: those of one field by the names of their
 * files, and near-duplicates, such as the same field taken twice. Compares every picture with every other: a second for
 * 3000 of them.
 */
final class Lookalikes {

    /** How alike two thumbnails must be: unrelated fields of nuclei reach 0.5, of 140,000 pairs. */
    static final double ALIKE = 0.9;

    private Lookalikes() {}

    /**
     * @param fields name of the field of each image
     * @param pictures of each image; of none for no comparison
     * @return indices of images, group by group; groups in the order of their first image
     */
    static Collection<List<Integer>> groups(final List<String> fields, final List<Thumbnail> pictures,
        final Progress progress) {
        final int[] parent = new int[fields.size()];
        Arrays.setAll(parent, i -> i);
        final Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            final Integer known = first.putIfAbsent(fields.get(i), i);
            union(parent, i, known == null ? i : known);
        }
        for (int i = 0; i < pictures.size(); i++) {
            progress.checkCancelled();
            for (int j = 0; j < i; j++) {
                if (pictures.get(i).likeness(pictures.get(j)) >= ALIKE) {
                    union(parent, i, j);
                }
            }
        }
        final Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < parent.length; i++) {
            groups.computeIfAbsent(root(parent, i), root -> new ArrayList<>()).add(i);
        }
        return groups.values();
    }

    private static int root(final int[] parent, final int of) {
        int i = of;
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    /** The root is the first image of a group. */
    private static void union(final int[] parent, final int a, final int b) {
        final int x = root(parent, a);
        final int y = root(parent, b);
        parent[Math.max(x, y)] = Math.min(x, y);
    }
}
