// Enlarges the current image x2 by the model "balanced".
// With an argument "input,output" it opens the one file and saves the other: acuity macro macros/Upscale.ijm a.tif,b.tif
files = split(getArgument(), ",");
if (files.length == 2) open(files[0]);

run("SR Upscale...", "model=balanced scale=2");

// the result is the current image
print(getTitle() + ": " + getWidth() + " x " + getHeight() + " pixels");
if (files.length == 2) saveAs("Tiff", files[1]);
