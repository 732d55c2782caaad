import { familyOfPage, familyOnPage } from '../../core/genogram/family-on-page.js';
import { domId } from './names.js';
import type { Drawn } from './form.js';
import { PEOPLE_GROUP } from '../../core/genogram/family-worksheet.js';
import { HelpWords } from './layout/foot.js';
import { MapView } from './map/map-view.js';
import { roughMeasure } from './map/measure.js';
import { messages } from './messages.js';
import { WordingNotes } from './wording/notes.js';
import { phrasesOf } from './wording/pieces.js';

/** Room for a map on a narrow phone, in points: how wide the page will be is not known here. */
const WIDTH = 200;

/** What the server draws in a page that works without scripts. */
export const drawnByServer: Drawn = {
  map(form) {
    const today = Number(form.shell.today.slice(0, 4));
    const facts = familyOfPage(form.answers);
    const family = familyOnPage(facts, { measure: roughMeasure, today, width: WIDTH });
    return (
      <MapView family={family} zoom={1} id={`${domId(form.compiled, { item: PEOPLE_GROUP })}-map-body`} />
    );
  },
  wording(text) {
    const marks = phrasesOf(text);
    return marks.length > 0 ? <WordingNotes text={text} marks={marks} /> : null;
  },
  help: () => <HelpWords />,
  leaveHelp: () => messages.leaveHelp,
};
