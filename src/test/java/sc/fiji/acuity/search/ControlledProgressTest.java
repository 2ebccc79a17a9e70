package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.train.TrainingControl;

class ControlledProgressTest {

    @Test
    void aPauseIsNoWork() throws InterruptedException {
        final TrainingControl control = new TrainingControl();
        final ControlledProgress progress = new ControlledProgress(Progress.NONE, control);
        assertFalse(progress.cancelled());
        assertEquals(0, progress.pausedNanos());
        control.pause();
        final Thread hand = new Thread(() -> {
            try {
                Thread.sleep(150);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            control.proceed();
        });
        hand.start();
        assertFalse(progress.cancelled());
        hand.join();
        assertTrue(progress.pausedNanos() >= 100_000_000, () -> progress.pausedNanos() + " ns");
        control.finish();
        assertTrue(progress.cancelled());
    }
}
