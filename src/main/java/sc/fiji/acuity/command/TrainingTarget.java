package sc.fiji.acuity.command;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.train.TrainedModel;

/**
 * Where a training goes: into the user's folder of models.
 *
 * @param model of the package at the end
 * @param folder of the package
 * @param run the folder of the run, beside it: checkpoints, journal, plots
 */
record TrainingTarget(ModelName model, Path folder, Path run) {

    private static final String RUN = ".run";
    private static final int MOST = 10_000;

    /**
     * Checks, before anything is computed, that the model can be written in the end.
     *
     * @param name the user's; empty for {@code suggestion}, with a number where that is taken
     * @param resume whether the run is there already
     */
    static TrainingTarget of(final String name, final String suggestion, final int scale, final boolean resume) {
        final Path models = new ModelLibrary(ModelStore.standard()).folder();
        final String chosen = name == null ? "" : name.strip();
        if (chosen.isEmpty() && resume) {
            throw new AcuityException("name", "says which run to go on with, and is empty",
                "give the name that the run was begun with");
        }
        final TrainingTarget target = chosen.isEmpty() ? free(models, suggestion, scale)
            : in(models, withoutScale(chosen, scale), scale);
        if (target.exists()) {
            throw new AcuityException("name=" + target.model.name(), "there is a model " + target.model + " already",
                "choose another name, or delete that model by SR Models...");
        }
        TrainedModel.checkTarget(target.folder, scale);
        if (resume && !Files.isDirectory(target.run)) {
            throw new AcuityException("name=" + target.model.name(), "there is no run in " + target.run,
                "give the name that the run was begun with, or resume=false to begin one");
        }
        if (!resume && Files.exists(target.run)) {
            throw new AcuityException("name=" + target.model.name(), "a run of that name is in " + target.run,
                "go on with it by resume=true, delete that folder, or choose another name");
        }
        return target;
    }

    /** The same where a run of that name is gone on with if there is one. */
    static TrainingTarget newOrBegun(final String name, final String suggestion, final int scale) {
        final String chosen = name == null || name.isBlank() ? suggestion : name.strip();
        final Path models = new ModelLibrary(ModelStore.standard()).folder();
        return of(chosen, suggestion, scale, in(models, withoutScale(chosen, scale), scale).isBegun());
    }

    /** Whether there is a run to go on with. */
    boolean isBegun() {
        return Files.isDirectory(run);
    }

    private static TrainingTarget free(final Path models, final String suggestion, final int scale) {
        for (int i = 1; i < MOST; i++) {
            final TrainingTarget target = in(models, i == 1 ? suggestion : suggestion + "-" + i, scale);
            if (!target.exists() && !Files.exists(target.run)) {
                return target;
            }
        }
        throw new AcuityException(models.toString(), "has " + MOST + " models called " + suggestion, "give a name");
    }

    private static TrainingTarget in(final Path models, final String name, final int scale) {
        final ModelName model = new ModelName(name, scale);
        return new TrainingTarget(model, models.resolve(model.toString()), models.resolve(model + RUN));
    }

    /** Folders and messages say mine-x2, and so may the user. */
    private static String withoutScale(final String name, final int scale) {
        return ModelName.parse(name).filter(id -> id.scale() == scale).map(ModelName::name).orElse(name);
    }

    private boolean exists() {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
            || Files.exists(folder.resolveSibling(folder.getFileName() + ".zip"), LinkOption.NOFOLLOW_LINKS);
    }
}
