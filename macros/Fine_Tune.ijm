// Makes a model better for the images of a folder, and says whether it did: on images that it did not train on.
// Without a screen: acuity macro macros/Fine_Tune.ijm images,name,5
settings = split(getArgument(), ",");
if (settings.length != 3) settings = newArray(getDirectory("Folder of images"), "mine", "5");

run("SR Fine-tune...", "folder=[" + settings[0] + "] model=balanced scale=2 minutes=" + settings[2]
    + " name=" + settings[1]);
