assert new File(basedir, 'target/output.txt').text.readLines().contains('POSITIVE')
