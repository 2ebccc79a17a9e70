// Enlarges the rectangle around the selection; its pixels are those of the whole result.
// Without a screen: acuity macro macros/Selection.ijm image.tif,result.tif
files = split(getArgument(), ",");
if (files.length == 2) open(files[0]);
if (selectionType() == -1) makeRectangle(10, 5, 20, 15);

run("SR Upscale...", "model=balanced scale=2 selection=true");

if (files.length == 2) saveAs("Tiff", files[1]);
