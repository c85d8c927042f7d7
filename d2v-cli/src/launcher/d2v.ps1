# The d2v command, on Java's module path, for PowerShell.
#
#   JAVA_HOME             the Java to run on, 17 or later; else `java` of the PATH
#   D2V_JAVA_OPTS         more options for Java, such as -Xmx8g
#   D2V_PLUGINS           the folder of plugins; plugins\ beside bin\, if it is there
#   TF_CPP_MIN_LOG_LEVEL  what TensorFlow says by itself: 0 is all; nothing but errors if not set
$ErrorActionPreference = 'Stop'
$d2v = Split-Path -Parent $PSScriptRoot
$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java' } else { 'java' }
if (-not (Get-Command $java -ErrorAction SilentlyContinue)) {
  [Console]::Error.WriteLine("d2v: there is no $java; install JDK 17 or later, or set JAVA_HOME to one")
  exit 1
}
$plugins = Join-Path $d2v 'plugins'
if (-not (Test-Path Env:D2V_PLUGINS) -and (Test-Path $plugins)) { $env:D2V_PLUGINS = $plugins }
if (-not $env:TF_CPP_MIN_LOG_LEVEL) { $env:TF_CPP_MIN_LOG_LEVEL = '2' }
$options = @('--add-modules', 'ALL-MODULE-PATH,ALL-DEFAULT', '-p', (Join-Path $d2v 'lib'))
if ($env:D2V_JAVA_OPTS) { $options += -split $env:D2V_JAVA_OPTS }
& $java @options -m io.d2v.cli/io.d2v.cli.Main @args
exit $LASTEXITCODE
