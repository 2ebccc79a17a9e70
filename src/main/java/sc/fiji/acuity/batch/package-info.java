/**
 * Many files, one action: {@link sc.fiji.acuity.batch.BatchPlan} decides which file becomes which,
 * {@link sc.fiji.acuity.batch.BatchRun} does what is missing, {@link sc.fiji.acuity.batch.BatchReport} tells.
 */
package sc.fiji.acuity.batch;
