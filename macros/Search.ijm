// Looks for a network that is as good as it can be on the images of a folder, and no dearer than FSRCNN.
// Without a screen: acuity macro macros/Search.ijm images,folder,budget=30m
settings = split(getArgument(), ",");
if (settings.length != 3)
    settings = newArray(getDirectory("Folder of images"), getDirectory("Folder for the search"), "budget=30m");

run("SR Search...", "images=[" + settings[0] + "] folder=[" + settings[1] + "] space=laptop scale=2 strategy=random "
    + "cost=fsrcnn " + settings[2]);
