#@ File (label = "Folder with TIFF images", style = "directory") input
#@ File (label = "Folder for the results", style = "directory") output
#@ String (label = "Model", value = "balanced") model
#@ Integer (label = "Scale (times)", value = 2, min = 2, max = 4) scale
#@output Integer count

// Enlarges every TIFF of a folder; an image that fails is told, and the next one follows.
import sc.fiji.acuity.base.AcuityException
import sc.fiji.acuity.base.Progress
import sc.fiji.acuity.engine.DeviceChoice
import sc.fiji.acuity.image.ImageFiles
import sc.fiji.acuity.upscale.UpscaleOptions
import sc.fiji.acuity.upscale.Upscaler

count = 0
upscaler = Upscaler.open(model, scale, DeviceChoice.AUTO)
try {
    for (file in input.listFiles().findAll { it.name ==~ /(?i).*\.tiff?/ }.sort()) {
        try {
            result = upscaler.upscale(ImageFiles.open(file.toPath()), UpscaleOptions.DEFAULT, Progress.NONE)
            ImageFiles.save(result, new File(output, result.title).toPath(), true)
            count++
        } catch (AcuityException e) {
            println(e.message)
        }
    }
} finally {
    upscaler.close()
}
