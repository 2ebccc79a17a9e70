// Enlarges all images of a folder x2. What was made before is skipped: after an interruption, run it again.
// Without a screen: acuity macro macros/Batch.ijm images,results
folders = split(getArgument(), ",");
if (folders.length != 2) folders = newArray(getDirectory("Folder of images"), getDirectory("Folder for results"));

run("SR Batch...", "folder=[" + folders[0] + "] output=[" + folders[1] + "] model=balanced scale=2");
