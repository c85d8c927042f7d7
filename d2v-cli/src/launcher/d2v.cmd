@echo off
rem The d2v command, on Java's module path. JAVA_HOME, D2V_JAVA_OPTS, D2V_PLUGINS and
rem TF_CPP_MIN_LOG_LEVEL as d2v.ps1 says.
setlocal
set "d2v_java=java"
if defined JAVA_HOME set "d2v_java=%JAVA_HOME%\bin\java"
if not defined D2V_PLUGINS if exist "%~dp0..\plugins" set "D2V_PLUGINS=%~dp0..\plugins"
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"
"%d2v_java%" --add-modules ALL-MODULE-PATH,ALL-DEFAULT -p "%~dp0..\lib" %D2V_JAVA_OPTS% -m io.d2v.cli/io.d2v.cli.Main %*
exit /b %ERRORLEVEL%
