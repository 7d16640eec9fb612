"""The only place where the stages meet.

`analysis` reads one report, `placing` gives its events places, `incidents` tells which claims are one incident,
`runs` makes a table of many reports, `phrases` answers for one phrase, `outputs` writes, `explanation` explains.
Import the module that is needed: `phrases` answers without the libraries that tables and maps stand on.
"""
