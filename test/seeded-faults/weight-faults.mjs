// Faults in what keeps the client's page light.
const CLIENT = 'src/web/client';

export const weightGates = (pure) => ({
  'what pages carry': pure(
    `${CLIENT}/boot.spec.ts`,
    `${CLIENT}/font/font.spec.ts`,
    'src/pages/client-files.spec.ts',
  ),
});

export const weightFaults = [
  {
    name: 'an option arrives under another value than it has',
    file: `${CLIENT}/boot.ts`,
    find: 'value === wordsOf(label) &&',
    replace: '',
    gate: 'what pages carry',
  },
  {
    name: 'an option on its way loses that it closes the sheet',
    file: `${CLIENT}/boot.ts`,
    find: '&& Object.keys(more).length === 0 ?',
    replace: '?',
    gate: 'what pages carry',
  },
  {
    name: 'every option carries its value twice',
    file: `${CLIENT}/boot.ts`,
    find: 'worksheet: changed(page.worksheet, shortened)',
    replace: 'worksheet: page.worksheet',
    gate: 'what pages carry',
  },
  {
    name: 'our own texts fetch the second font',
    file: `${CLIENT}/styles/tokens.css`,
    find: 'U+3C-3E,',
    replace: 'U+3C-3F,',
    gate: 'what pages carry',
  },
  {
    name: 'the second font comes first',
    file: 'src/pages/client-files.ts',
    find: 'fonts.find((name) => !name.includes(SPARE_FONT))',
    replace: 'fonts[0]',
    gate: 'what pages carry',
  },
];
