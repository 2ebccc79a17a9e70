// Enlarges the current image x2 by the model "balanced".
// Without a screen: acuity macro macros/Upscale.ijm image.tif,result.tif
files = split(getArgument(), ",");
if (files.length == 2) open(files[0]);

run("SR Upscale...", "model=balanced scale=2");

// the result is the current image
print(getTitle() + ": " + getWidth() + " x " + getHeight() + " pixels");
if (files.length == 2) saveAs("Tiff", files[1]);
