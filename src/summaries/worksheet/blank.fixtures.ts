import { readWorksheets, shippedFolder } from '../../catalogue/shipped.js';
import type { Circumstances, Worksheet } from '../../core/worksheet/definition.js';
import { tailor } from '../../core/worksheet/tailor.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { blankWorksheet } from './blank.content.js';
import type { BlankWorksheet } from './blank.types.js';

/** Everything that ships, for the specs of prints. */
export const SHIPPED = readWorksheets(shippedFolder());

/** As much of a worksheet as a paper can hold: for both roles, whatever was decided. */
export const ALL_OF_IT: Circumstances = {
  role: 'both',
  decisions: ['risk_protocol', 'joint_work', 'apology_given'],
  inserts: { risk_protocol: 'on working days between 9 and 5' },
};

/** A worksheet as it is printed for nobody yet. */
export function blankOf(worksheet: Worksheet, paper: Paper, fillable: boolean): BlankWorksheet {
  return blankWorksheet({
    worksheet: tailor(worksheet, ALL_OF_IT),
    practice: 'Harbor Street Counseling',
    locale: SHIPPED.locale,
    paper,
    fillable,
    madeAt: new Date('2026-11-24T15:00:00Z'),
  });
}
