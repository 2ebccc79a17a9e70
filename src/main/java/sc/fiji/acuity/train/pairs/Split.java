package sc.fiji.acuity.train.pairs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;

/**
 * Which images are trained on, and which a network is judged by. Planes of one field, and fields that look alike, are
 * never on both sides.
 */
public sealed interface Split {

    /** Every 20th field is for validation, whatever it looks like. */
    Split TWENTIETH = new Every(20);

    /** What an image is for. */
    enum Part {
        TRAIN, VALIDATION, TEST
    }

    /** Fields that stay together. */
    record Group(String name, int images) {}

    /** @return the part of each group */
    List<Part> parts(List<Group> groups);

    /** Whether groups are made of fields that look alike, not of single fields. */
    boolean groupsLookalikes();

    /** The n-th, the 2n-th, ... group is for validation. */
    record Every(int n) implements Split {

        @Override
        public List<Part> parts(final List<Group> groups) {
            final List<Part> parts = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                parts.add(i % n == n - 1 ? Part.VALIDATION : Part.TRAIN);
            }
            return parts;
        }

        @Override
        public boolean groupsLookalikes() {
            return false;
        }
    }

    /**
     * Groups in an order drawn by seed and name: first those for the test, then those for validation, until each part
     * has its share of the images. A part that is wanted has a group at least, and one remains to train on. An image
     * that is added moves few others.
     */
    record Shares(double validation, double test, long seed) implements Split {

        public Shares {
            if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
                throw new AcuityException("held-out shares " + validation + " and " + test, "leave nothing to train on",
                    "give shares that are 0 or more and together less than 1");
            }
        }

        @Override
        public List<Part> parts(final List<Group> groups) {
            final List<Part> parts = new ArrayList<>(Collections.nCopies(groups.size(), Part.TRAIN));
            final List<Integer> order = new ArrayList<>(IntStream.range(0, groups.size()).boxed().toList());
            order.sort(Comparator.comparing(i -> draw(groups.get(i).name())));
            final long images = groups.stream().mapToLong(Group::images).sum();
            take(Part.TEST, test * images, groups, order, parts);
            take(Part.VALIDATION, validation * images, groups, order, parts);
            return parts;
        }

        private static void take(final Part part, final double wanted, final List<Group> groups,
            final List<Integer> left, final List<Part> parts) {
            double had = 0;
            for (final Integer group : List.copyOf(left)) {
                // half of a group more or less is as near as it gets
                if (left.size() > 1 && had + groups.get(group).images() / 2.0 <= wanted && had < wanted) {
                    had += groups.get(group).images();
                    parts.set(group, part);
                    left.remove(group);
                }
            }
            if (had == 0 && wanted > 0 && left.size() > 1) {
                final Integer smallest =
                    left.stream().min(Comparator.comparingInt(i -> groups.get(i).images())).orElseThrow();
                parts.set(smallest, part);
                left.remove(smallest);
            }
        }

        private String draw(final String name) {
            return Checksums.sha256((seed + " " + name).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean groupsLookalikes() {
            return true;
        }
    }
}
