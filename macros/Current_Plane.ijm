// Enlarges the plane that is shown, of a stack with channels, slices and frames. Brightness is that of the whole stack.
// Without a screen: acuity macro macros/Current_Plane.ijm series.tif,result.tif
files = split(getArgument(), ",");
if (files.length == 2) {
    open(files[0]);
    Stack.setPosition(1, 2, 3);
}

run("SR Upscale...", "model=balanced scale=2 channels=current slices=current frames=current");

if (files.length == 2) saveAs("Tiff", files[1]);
