// PSNR and SSIM of the current image and another one of the same size and type.
// Without a screen: acuity macro macros/Compare.ijm image.tif,reference.tif
files = split(getArgument(), ",");
if (files.length == 2) {
    open(files[1]);
    open(files[0]);
}
image = getTitle();
id = getImageID();
for (i = 1; i <= nImages; i++) {
    selectImage(i);
    if (getImageID() != id) reference = getTitle();
}
selectImage(id);

// a row of the table "SR Compare"
run("SR Compare...", "first=[" + image + "] second=[" + reference + "]");

// the same as numbers
psnr = parseFloat(call("sc.fiji.acuity.Macros.psnr", image, reference));
ssim = parseFloat(call("sc.fiji.acuity.Macros.ssim", image, reference));
return d2s(psnr, 3) + " dB, " + d2s(ssim, 5);
