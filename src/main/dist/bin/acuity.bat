@echo off
rem Starts Acuity on Windows. JAVA_HOME chooses the Java; ACUITY_JAVA_OPTS adds options such as -Xmx16g.
setlocal
set "home=%~dp0.."
set "java=java"
if not "%JAVA_HOME%"=="" set "java=%JAVA_HOME%\bin\java"
rem Java 17 is the first that knows this option
"%java%" --enable-native-access=ALL-UNNAMED -version >nul 2>nul
if errorlevel 1 (
    echo acuity: "%java%" is not Java 17 or later. Remedy: install Java 17 or later, or set JAVA_HOME to it. 1>&2
    exit /b 2
)
rem classes as Java maps them into memory, if somebody has made such a file: see docs/benchmarks.md
set "share="
if exist "%home%\acuity.jsa" set share=-Xlog:cds=off -Xlog:cds+dynamic=off "-XX:SharedArchiveFile=%home%\acuity.jsa"
rem half of the memory for Java: the network's own memory lies outside of it
"%java%" %share% -XX:MaxRAMPercentage=50 -Djdk.console=java.base --enable-native-access=ALL-UNNAMED %ACUITY_JAVA_OPTS% "-Dacuity.home=%home%" -cp "%home%\jars\*" sc.fiji.acuity.cli.Main %*
exit /b %errorlevel%
