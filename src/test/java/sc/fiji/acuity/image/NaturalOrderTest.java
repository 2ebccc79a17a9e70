package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersCountAsNumbers() {
        final List<String> expected = List.of("a", "a1", "a01b", "a2", "A10", "a10b", "b", "B7-2", "b7-11",
            "b99999999999999999998", "b99999999999999999999", "img_2.tif", "img_10.tif");
        final List<String> names = new ArrayList<>(expected);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(names, new Random(seed));
            names.sort(new NaturalOrder());
            assertEquals(expected, names);
        }
    }

    @Test
    void onlyEqualNamesAreEqual() {
        assertTrue(new NaturalOrder().compare("a1", "A1") > 0);
        assertTrue(new NaturalOrder().compare("a01", "a1") < 0);
        assertEquals(0, new NaturalOrder().compare("a1", "a1"));
    }
}
