def lines = new File(basedir, 'target/output.txt').text.readLines()
assert lines.contains('POSITIVE')
assert lines.contains('NATIVE [good, morning]')
// Read where it lies: a jar inside the jar.
assert lines.any { it =~ /spring-boot-1\.jar.*BOOT-INF\/lib\/glossa-sdk-.*\.jar/ }
