def lines = new File(basedir, 'target/output.txt').text.readLines()
assert lines.contains('POSITIVE')
assert lines.contains('NATIVE [good, morning]')
assert lines.contains('module io.glossa')
