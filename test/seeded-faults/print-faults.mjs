// Faults in what is printed, and for whom.
const S = 'src/summaries';
const KIT = 'src/platform/pdf';
const MAP = 'src/core/genogram';

export const printFaults = [
  {
    name: 'how a client is reached is printed',
    file: `${S}/never-printed.ts`,
    find: 'return ({ path }) => !withheld.includes(path);',
    replace: 'return () => withheld.length >= 0;',
    gate: 'filled sheets',
  },
  {
    name: 'a safety screen may lie on a device',
    file: `${S}/never-printed.ts`,
    find: "worksheet.share !== 'C' &&",
    replace: '',
    gate: 'filled sheets',
  },
  {
    name: 'a copy on a device tells how safe the client is',
    file: `${S}/never-printed.ts`,
    find: '!AROUND.has(asked.section.id) &&',
    replace: '',
    gate: 'filled sheets',
  },
  {
    name: 'a client’s own copy needs no fresh sign',
    file: 'src/pages/own-copies.service.ts',
    find: 'await this.requests.steppedUp(request, () => Promise.resolve());',
    replace: 'await Promise.resolve(this.requests);',
    gate: 'worksheet prints',
  },
  {
    name: 'the copy for both tells that one has handed something in',
    file: `${S}/summary-input.service.ts`,
    find: 'released: NOTHING_RELEASED,',
    replace:
      "released: { quotes: (await this.submissions.revisionsOfClient(a.clientId, null, madeAt)).map(() => ({ side: 'A', words: 'Yes.', prompt: '' })) },",
    gate: 'print canaries',
  },
  {
    name: 'one partner’s copy is made from the other’s answers',
    file: `${S}/summaries.service.ts`,
    find: 'const own = partners.map(({ clientId: partner, side })',
    replace: 'const own = partners.map(({ side }, _at, [{ clientId: partner }])',
    gate: 'print canaries',
  },
  {
    name: 'what a flag was raised by is quoted',
    file: `${S}/content/in-their-words.ts`,
    find: '&& !flagged.has(item.id)',
    replace: '',
    gate: 'summary blocks',
  },
  {
    name: 'urgent flags do not come first',
    file: `${S}/content/read-first.ts`,
    find: "Number(b.level === 'urgent') - Number(a.level === 'urgent') ||",
    replace: '',
    gate: 'summary blocks',
  },
  {
    name: 'the map that a client takes home tells of an affair',
    file: `${MAP}/shown-family.ts`,
    find: "shown.has('secrets') ? family : withoutAffairs(family)",
    replace: 'withoutAffairs(family).persons.length >= 0 ? family : family',
    gate: 'genogram',
  },
  {
    name: 'a joint map tells of harm',
    file: `${MAP}/joint-family.ts`,
    find: "return kind === 'harm' ? [] : [",
    replace: "return kind === 'other' ? [] : [",
    gate: 'genogram',
  },
  {
    name: 'half of a sibling counts as a whole',
    file: `${MAP}/infer-links.ts`,
    find: "['sister', 'brother', 'twin'];",
    replace: "['sister', 'brother', 'twin', 'half_sibling'];",
    gate: 'genogram',
  },
  {
    name: 'right-to-left words are drawn from the left',
    file: `${KIT}/bidi.ts`,
    find: 'level >= lowestOdd',
    replace: 'level > lowestOdd',
    gate: 'scripts',
  },
  {
    name: 'a typed override turns other words round',
    file: `${KIT}/readable.ts`,
    find: '\\u202A-\\u202E\\u2066-\\u206F',
    replace: '\\u202A-\\u202D\\u206A-\\u206F',
    gate: 'scripts',
  },
  {
    name: 'a figure tells nothing to those who cannot see it',
    file: `${KIT}/figure.ts`,
    find: '[scene.title, scene.description]',
    replace: '[scene.title]',
    gate: 'print kit',
  },
  {
    name: 'a table’s last row stands alone on a page',
    file: `${KIT}/table.ts`,
    find: 'glued: (index === 0 || index === last - 1) && index < last,',
    replace: 'glued: false,',
    gate: 'print kit',
  },
  {
    name: 'a chart makes up what is missing',
    file: 'src/core/charts/series.ts',
    find: '.defined((mark) => mark !== undefined)',
    replace: '.defined(() => true)',
    gate: 'charts',
  },
  {
    name: 'a drawing can act on the page that shows it',
    file: 'src/core/drawing/svg.ts',
    find: "(sign) => ENTITIES[sign] ?? ''",
    replace: '(sign) => sign',
    gate: 'charts',
  },
  {
    name: 'a heading has another size',
    file: `${KIT}/style.ts`,
    find: "heading: { face: 'sansSemi', size: 13,",
    replace: "heading: { face: 'sansSemi', size: 13.5,",
    gate: 'prints',
  },
];

/** @param jest runs these files, with a database @param pure runs these files, without one */
export const printGates = (jest, pure) => ({
  'filled sheets': pure(`${S}/worksheet/answered.spec.ts`),
  'worksheet prints': jest('test/worksheet-prints.test.ts'),
  'print canaries': jest('test/prints-canaries.test.ts'),
  'summary blocks': pure(`${S}/content`),
  genogram: pure(
    `${MAP}/shown-family.spec.ts`,
    `${MAP}/joint-family.spec.ts`,
    `${MAP}/from-answers.spec.ts`,
    `${MAP}/genogram.spec.ts`,
  ),
  scripts: pure(`${KIT}/bidi.spec.ts`, `${KIT}/readable.spec.ts`),
  'print kit': pure(`${KIT}/blocks.spec.ts`, `${KIT}/figure.spec.ts`),
  charts: pure('src/core/charts', 'src/core/drawing'),
  prints: pure('test/prints/prints.test.ts'),
});
