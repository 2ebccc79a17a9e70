package sc.fiji.acuity.ij1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.acuity.base.AcuityException;

/** The open images by title; those that share a title go by their ID. */
final class OpenImages {

    private final List<ImagePlus> images = new ArrayList<>();

    /** Those open now, the current one first. */
    OpenImages() {
        final int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            images.add(WindowManager.getImage(ids[i]));
        }
        images.removeAll(Collections.singleton(null));
        final ImagePlus current = WindowManager.getCurrentImage();
        if (images.remove(current)) {
            images.add(0, current);
        }
    }

    int size() {
        return images.size();
    }

    /** What macros call the images. */
    List<String> names() {
        return images.stream().map(this::name).toList();
    }

    private String name(final ImagePlus image) {
        final boolean unique = images.stream().filter(other -> other.getTitle().equals(image.getTitle())).count() == 1;
        return unique ? image.getTitle() : Integer.toString(image.getID());
    }

    /**
     * @param name a title or an ID, as macros write them
     * @throws AcuityException if there is no such image, or several of that title
     */
    ImagePlus find(final String parameter, final String name) {
        final List<ImagePlus> found = images.stream()
            .filter(image -> image.getTitle().equals(name) || name.equals(Integer.toString(image.getID()))).toList();
        if (found.size() != 1) {
            throw new AcuityException(parameter + "=" + name,
                found.isEmpty() ? "no such image is open" : found.size() + " images have this title",
                images.isEmpty() ? "open one first" : "use one of " + String.join(", ", names()));
        }
        return found.get(0);
    }
}
