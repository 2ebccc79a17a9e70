// How near each model comes to the truth: enlarges an image x2 by every model there is and compares with a sharp image
// of twice the size. Without a screen: acuity macro macros/Compare_Models.ijm small.tif,truth.tif
files = split(getArgument(), ",");
if (files.length != 2) files = newArray(File.openDialog("The small image"), File.openDialog("The truth"));
setBatchMode(true);
open(files[1]);
truth = getImageID();
open(files[0]);
small = getImageID();

models = split(call("sc.fiji.acuity.Macros.models", "2"), ",");
for (i = 0; i < models.length; i++) {
    selectImage(small);
    run("SR Upscale...", "model=" + models[i] + " scale=2");
    print(models[i] + ": " + call("sc.fiji.acuity.Macros.psnr", "" + getImageID(), "" + truth) + " dB");
    close();
}
return "" + models.length;
