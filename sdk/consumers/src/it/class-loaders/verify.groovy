def lines = new File(basedir, 'target/output.txt').text.readLines()
assert lines.count('at once: POSITIVE NATIVE [good, morning]') == 2
assert lines.count('later: POSITIVE NATIVE [good, morning]') == 1
