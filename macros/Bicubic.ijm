// Enlarges the current image x3 by bicubic interpolation, what a network has to be better than.
// Without a screen: acuity macro macros/Bicubic.ijm image.tif,result.tif
files = split(getArgument(), ",");
if (files.length == 2) open(files[0]);

run("SR Bicubic...", "scale=3");

if (files.length == 2) saveAs("Tiff", files[1]);
