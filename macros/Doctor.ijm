// What works on this machine, in the log.
// Without a screen: acuity macro macros/Doctor.ijm
print("Acuity " + call("sc.fiji.acuity.Macros.version"));
run("SR Doctor");
