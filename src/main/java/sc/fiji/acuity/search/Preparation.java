package sc.fiji.acuity.search;

import java.nio.file.Path;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * What a strategy has to work with before its first proposal.
 *
 * @param images to train a super-net on
 * @param minutes that it may take, those before a resume included
 * @param folder for checkpoints and the result; exists
 * @param control pause, finish, cancel
 */
public record Preparation(SearchSpace space, Goal goal, TrainingSet images, double minutes, long seed, Path folder,
    Progress progress, TrainingControl control) { }
