# Kerning as it is in the regular weight, for all weights, and without what is too little to be seen.
import sys
from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1])
for lookup in font['GPOS'].table.LookupList.Lookup:
    for pairs in lookup.SubTable:
        sets = pairs.PairSet if pairs.Format == 1 else pairs.Class1Record
        for record in (r for s in sets for r in (s.PairValueRecord if pairs.Format == 1 else s.Class2Record)):
            record.Value1.XAdvDevice = None
            if abs(record.Value1.XAdvance) < 10:
                record.Value1.XAdvance = 0
        pairs.ValueFormat1 = 0x0004
font['GDEF'].table.VarStore, font['GDEF'].table.Version = None, 0x00010000
font.save(sys.argv[1])
