// Faults in filling in: by touch, by keys, without scripts, for whoever sees or reads otherwise.
const C = 'src/web/client';

export const fillingFaults = [
  {
    name: 'who ends very shaky is shown no card',
    file: 'worksheets/common.yaml',
    find: 'when: { any: [{ op: lte, value: 2 }, { op: dropGte, value: 4, against: open.steady }] }\n          text:',
    replace: 'when: { op: lte, value: 1 }\n          text:',
    gate: 'client reach',
  },
  {
    name: 'keys lead under the bar',
    file: `${C}/styles/base.css`,
    find: 'scroll-padding-block: min(6rem, 40vh) 24px;',
    replace: '',
    gate: 'client reach',
  },
  {
    name: 'a long text pushes the way on out of reach',
    file: `${C}/styles/questions.css`,
    find: 'max-block-size: max(12rem, 60vh);',
    replace: '',
    gate: 'client reach',
  },
  {
    name: 'a long text is cut off on paper',
    file: `${C}/styles/adapt.css`,
    find: 'max-block-size: none;',
    replace: '',
    gate: 'client reach',
  },
  {
    name: 'the dark colors are printed',
    file: `${C}/styles/tokens.css`,
    find: '@media screen and (prefers-color-scheme: dark)',
    replace: '@media (prefers-color-scheme: dark)',
    gate: 'client reach',
  },
  {
    name: 'large letters push statements out of the page',
    file: `${C}/styles/tiles.css`,
    find: '  flex-wrap: wrap;\n  border-radius: 12px;',
    replace: '  border-radius: 12px;',
    gate: 'client reach',
  },
  {
    name: 'high contrast is not heard',
    file: `${C}/styles/adapt.css`,
    find: '@media (prefers-contrast: more)',
    replace: '@media (prefers-contrast: less)',
    gate: 'client reach',
  },
  {
    name: 'a form that is sent twice adds two rows',
    file: 'src/pages/posted-row-id.ts',
    find: 'return newRowId(digest.subarray(0, BYTES));',
    replace: 'return digest.length > BYTES ? newRowId() : newRowId(digest);',
    gate: 'client reach',
  },
  {
    name: 'without scripts an added row is somewhere down the page',
    file: `${C}/items/group.tsx`,
    find: '<summary autofocus={form.landing === mark}>',
    replace: '<summary>',
    gate: 'client reach',
  },
  {
    name: 'a keyboard that opens lies over the field',
    file: `${C}/live/events.ts`,
    find: "addEventListener('resize', keepInSight);",
    replace: '',
    gate: 'by touch',
  },
  {
    name: 'tiles are too small for a finger',
    file: `${C}/styles/tiles.css`,
    find: 'min-block-size: 52px;\n  border-radius: 12px;',
    replace: 'min-block-size: 36px;\n  border-radius: 12px;',
    gate: 'by touch',
  },
  {
    name: 'no key leads to a choice',
    file: `${C}/items/chosen.tsx`,
    find: "type={several ? 'checkbox' : 'radio'}",
    replace: "tabIndex={-1} type={several ? 'checkbox' : 'radio'}",
    gate: 'by keys',
  },
  {
    name: 'without scripts what is written in a row is not read',
    file: `${C}/items/group.tsx`,
    find: '<input type="hidden" name={rowMark(group.id, row.id)} value="1" />',
    replace: '',
    gate: 'without scripts',
  },
  {
    name: 'Continue skips a branch just opened',
    file: `${C}/fill-in.ts`,
    find: 'if (opened.length + carded.length > 0) {',
    replace: 'if (carded.length > 0) {',
    gate: 'without scripts',
  },
  {
    name: 'help texts fade in the dark',
    file: `${C}/styles/tokens.css`,
    find: '--ink-2: #a7b6b0;',
    replace: '--ink-2: #5a6660;',
    gate: 'page states',
  },
  {
    name: 'what is to be put right does not take the focus',
    file: `${C}/live/events.ts`,
    find: "afterDrawing(() => focusOn('errors'));",
    replace: '',
    gate: 'page states',
  },
  {
    name: 'the page that comes again starts at its top',
    file: `${C}/fill-in.ts`,
    find: 'landing: placeOfAction(action, openRow),',
    replace: 'landing: undefined && placeOfAction(action, openRow),',
    gate: 'filling forms',
  },
];

/** @param jest runs these files, with a database @param pure runs these files, without one */
export const fillingGates = (jest, pure) => ({
  'client reach': jest('test/client-reach.browser.test.ts'),
  'by touch': jest('test/catalogue.browser.test.ts', '-t', 'long-haul: filled in by touch'),
  'by keys': jest('test/catalogue.browser.test.ts', '-t', 'pre-session: filled in by keys'),
  'without scripts': jest('test/catalogue.browser.test.ts', '-t', 'long-haul: filled in without scripts'),
  'page states': jest('test/catalogue.states.browser.test.ts'),
  'filling forms': pure(`${C}/fill-in.spec.ts`),
});
