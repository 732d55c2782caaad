import { expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../../catalogue/shipped.js';
import { everyType } from '../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../test/fixtures/finer-points.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import { bootScript, readBoot } from './boot.js';
import type { CoverPage, Shell } from './model.js';

const shell = { practiceName: '</script><b>' } as Shell;

function sent(worksheet: Worksheet): string {
  const page = { kind: 'cover', worksheet } as CoverPage;
  return (
    /^<script type="application\/json" id="boot">(.*)<\/script>$/s.exec(bootScript({ page, shell }))?.[1] ??
    ''
  );
}

/** As the script needs it: the rest would be weight. */
function asRead(worksheet: Worksheet): unknown {
  const {
    closing: _1,
    fills: _2,
    when: _3,
    riskBlock: _4,
    citations: _5,
    therapistNotes: _6,
    ...read
  } = worksheet;
  return read;
}

const shipped = readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet);

test.each([...shipped, everyType, finerPoints])('$id arrives as it was sent', (worksheet) => {
  const page = { kind: 'cover', worksheet: asRead(worksheet) };
  expect(readBoot(sent(worksheet))).toEqual({ page, shell });
});

test('an option goes without its value where its label says it, and whole where it does not', () => {
  const options = [
    { value: 'once_or_twice', label: 'Once or twice' },
    { value: 'often', label: 'Most days' },
    { value: 'not_now', label: 'Not now', closes: true },
    { value: '_', label: '¿…?' },
  ];
  const item = { id: 'a', type: 'choice', text: 'How often?', options } as const;
  const worksheet = { ...everyType, sections: [{ id: 's', title: 'S', items: [item] }] };
  const block = sent(worksheet);
  expect(block).toContain('"options":["Once or twice",{"value":"often"');
  expect(block).not.toContain('once_or_twice');
  expect(readBoot(block).page.worksheet).toEqual(asRead(worksheet));
});
