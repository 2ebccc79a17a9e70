// Trains a small network from nothing on the images of a folder, and compares it with bicubic interpolation.
// Without a screen: acuity macro macros/Train.ijm images,name,100000
settings = split(getArgument(), ",");
if (settings.length != 3) settings = newArray(getDirectory("Folder of images"), "mine", "100000");

run("SR Train...", "folder=[" + settings[0] + "] network=espcn-10x16 scale=2 steps=" + settings[2]
    + " name=" + settings[1]);
