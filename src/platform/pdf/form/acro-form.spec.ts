import { expect, test } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pdfStructure, testWithPoppler } from '../../../../test/support/poppler.js';
import { composePdf } from '../compose.js';
import type { Block } from '../flow.js';
import { AcroForm } from './acro-form.js';

const box = (row: number) => ({ x: 80, y: 80 + row * 40, width: 200, height: 20 });

const form: Block = (canvas) => [
  {
    height: 300,
    draw() {
      const fields = AcroForm.of(canvas);
      fields.text(box(0), { name: 'a.b', label: 'Your name (or “code”)', maxLength: 40 });
      fields.text(box(1), { name: 'a b', label: 'A story', multiline: true });
      fields.text(box(2), { name: 'day', label: 'Day', comb: 8 });
      fields.tick(box(3), { name: 'ok', label: 'I agree' });
      fields.combo(box(4), { name: 'who', label: 'Who' }, [
        { value: 'me', label: 'Me' },
        { value: 'you', label: 'You ☺' },
      ]);
      const group = fields.radio({ name: 'how', label: 'How often' });
      group.button(box(5), { value: 'never', label: 'Never' });
      group.button(box(6), { value: 'Off', label: 'Always' });
      group.button(box(7), { value: 'at times (some)', label: 'At times' });
    },
  },
];

function made(): Promise<Buffer> {
  return composePdf({
    title: 'A form',
    language: 'en-US',
    madeAt: new Date(0),
    paper: 'A4',
    furniture: { head: { left: '', right: '' }, foot: { strong: '', text: '', below: '', made: '' } },
    blocks: [form],
  });
}

async function fieldsOf(pdf: Buffer): Promise<Record<string, unknown>[]> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const page = await (await loading.promise).getPage(1);
  const annotations = (await page.getAnnotations()) as Record<string, unknown>[];
  await loading.destroy();
  return annotations;
}

test('each kind of field is what a reader takes it for, with its name', async () => {
  const fields = await fieldsOf(await made());
  expect(fields).toMatchObject([
    {
      fieldName: 'a_b',
      alternativeText: 'Your name (or “code”)',
      fieldType: 'Tx',
      maxLen: 40,
      multiLine: false,
    },
    { fieldName: 'a_b_2', alternativeText: 'A story', multiLine: true },
    { fieldName: 'day', comb: true, maxLen: 8 },
    { fieldName: 'ok', checkBox: true, exportValue: 'Yes', fieldValue: 'Off' },
    {
      fieldName: 'who',
      combo: true,
      options: [{ exportValue: 'me', displayValue: 'Me' }, { displayValue: 'You ☺' }],
    },
    { fieldName: 'how', radioButton: true, buttonValue: 'never', alternativeText: 'How often: Never' },
    { fieldName: 'how', buttonValue: 'Off_2' },
    { fieldName: 'how', buttonValue: 'o2' },
  ]);
});

test('what is chosen and typed can be saved, and is there afterwards', async () => {
  const loading = getDocument({ data: new Uint8Array(await made()), verbosity: 0 });
  const doc = await loading.promise;
  const fields = (await (await doc.getPage(1)).getAnnotations()) as { id: string; fieldName: string }[];
  const idOf = (name: string): string => fields.find(({ fieldName }) => fieldName === name)?.id ?? '';
  doc.annotationStorage.setValue(idOf('a_b'), { value: 'Typed' });
  doc.annotationStorage.setValue(idOf('ok'), { value: true });
  doc.annotationStorage.setValue(idOf('how'), { value: true });
  doc.annotationStorage.setValue(idOf('who'), { value: 'you' });
  const saved = Buffer.from(await doc.saveDocument());
  await loading.destroy();
  const after = await fieldsOf(saved);
  const valueOf = (name: string): unknown =>
    after.find(({ fieldName }) => fieldName === name)?.['fieldValue'];
  expect([valueOf('a_b'), valueOf('ok'), valueOf('how'), valueOf('who')]).toEqual([
    'Typed',
    'Yes',
    'never',
    ['you'],
  ]);
});

test('appearances are in the file, one for fields that look alike, and nothing acts by itself', async () => {
  const raw = (await made()).toString('latin1');
  expect(raw).toContain('/NeedAppearances false');
  expect(raw.match(/\/Subtype \/Form/gu)).toHaveLength(4);
  expect(raw).not.toMatch(/JavaScript|SubmitForm|\/AA\b/u);
  expect(raw).toContain('/Tabs /S');
});

testWithPoppler('every field is an element of the structure, in the order of drawing', async () => {
  const structure = pdfStructure(await made());
  expect(structure.match(/\bForm\b/gu)).toHaveLength(8);
});
