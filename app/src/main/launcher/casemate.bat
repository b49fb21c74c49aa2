@echo off
rem Starts Casemate. Needs a Java 25 runtime or later; CASEMATE_JAVA_HOME names one.
setlocal
set "app=%~dp0.."
set "java=java"
if exist "%app%\runtime\bin\java.exe" set "java=%app%\runtime\bin\java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if defined CASEMATE_JAVA_HOME set "java=%CASEMATE_JAVA_HOME%\bin\java.exe"
set "cp=%app%\lib\casemate-app.jar;%app%\lib\casemate-views.jar;%app%\lib\casemate-assets.jar;%app%\lib\casemate-engine.jar;%app%\lib\*"
"%java%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %CASEMATE_JAVA_OPTIONS% -cp "%cp%" io.casemate.app.Main %*
exit /b %ERRORLEVEL%
