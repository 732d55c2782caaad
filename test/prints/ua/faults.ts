import { isDict, isReference, nameOf, type RawDict, type RawPdf } from '../raw/raw-pdf.js';

/** A file that a fault is put into: a summary with tables, lists and a figure, or a form to fill in. */
export type Spoilt = 'summary' | 'form';

/** A rule, and what makes a sound file break it. */
export interface Fault {
  readonly rule: string;
  readonly in: Spoilt;
  spoil(pdf: RawPdf): void;
}

/** For each rule a fault that it must see. */
export const FAULTS: readonly Fault[] = [
  fault('5-1', xmp('http://www.aiim.org/pdfua/ns/id/', 'http://example.org/')),
  fault('5-2', xmp('pdfuaid:part>1<', 'pdfuaid:part>2<')),
  fault('6.1-1', (pdf) => pdf.claimVersion('2.0')),
  fault('6.2-1', (pdf) => void (pdf.dict(pdf.catalog['/MarkInfo'])['/Marked'] = false)),
  fault('7.1-4', (pdf) => void (pdf.dict(pdf.catalog['/MarkInfo'])['/Suspects'] = true)),
  fault('7.1-8', (pdf) => delete pdf.catalog['/Metadata']),
  fault('7.1-9', xmp('dc:title', 'dc:subject')),
  fault('7.1-10', (pdf) => void (pdf.dict(pdf.catalog['/ViewerPreferences'])['/DisplayDocTitle'] = false)),
  fault('7.2-2', (pdf) => delete pdf.catalog['/Lang']),
  fault('7.2-29', (pdf) => void (element(pdf, 'P')['/Lang'] = 'u:English, mostly')),
  fault('info', (pdf) => void (pdf.dict(pdf.trailer['/Info'])['/Author'] = 'u:Somebody')),

  fault('7.1-11', (pdf) => delete pdf.catalog['/StructTreeRoot']),
  fault('one root', (pdf) => void (element(pdf, 'Document')['/S'] = '/Part')),
  fault('7.1-5', (pdf) => void (element(pdf, 'P')['/S'] = '/Paragraph')),
  fault('7.1-7', (pdf) => void (root(pdf)['/RoleMap'] = { '/P': '/Span' })),
  fault('7.1-12', (pdf) => delete element(pdf, 'P')['/P']),
  fault('empty', (pdf) => void (element(pdf, 'P')['/K'] = [])),
  fault('7.3-1', (pdf) => delete element(pdf, 'Figure')['/Alt']),
  fault('figure box', (pdf) => delete element(pdf, 'Figure')['/A']),
  fault('7.7-1', (pdf) => void (element(pdf, 'P')['/S'] = '/Formula')),
  fault('7.9-1', (pdf) => void (element(pdf, 'P')['/S'] = '/Note')),
  fault('7.4.2-1', (pdf) => void (element(pdf, 'H2')['/S'] = '/H4')),
  fault('7.4.4-3', (pdf) => void (element(pdf, 'H2')['/S'] = '/H')),
  fault('captions', (pdf) => void (element(pdf, 'TR', 'TH', 1)['/S'] = '/Caption')),
  fault('7.2-17', (pdf) => void (element(pdf, 'L')['/S'] = '/Div')),
  fault('7.2-18', (pdf) => void (element(pdf, 'LI')['/S'] = '/Div')),
  fault('label', (pdf) => void (element(pdf, 'P')['/S'] = '/Lbl')),
  fault('7.2-19', (pdf) => void (element(pdf, 'LI')['/S'] = '/P')),
  fault('7.2-20', (pdf) => void (element(pdf, 'LBody')['/S'] = '/P')),
  fault('7.2-40', (pdf) => void (element(pdf, 'L', 'LI', 1)['/S'] = '/Caption')),

  fault('7.2-3', (pdf) => void (element(pdf, 'TBody')['/S'] = '/Sect')),
  fault('7.2-4', (pdf) => void (element(pdf, 'THead')['/S'] = '/Div')),
  fault('7.2-5', (pdf) => void (element(pdf, 'Table')['/S'] = '/Div')),
  fault('7.2-8', (pdf) => void (element(pdf, 'TR')['/S'] = '/Div')),
  fault('7.2-10', (pdf) => void (element(pdf, 'TH')['/S'] = '/P')),
  fault('7.2-11', (pdf) => void (element(pdf, 'TBody')['/S'] = '/THead')),
  fault('7.2-14', (pdf) => void (element(pdf, 'TBody')['/S'] = '/TFoot')),
  fault('7.2-36', (pdf) => void (element(pdf, 'TR')['/S'] = '/TD')),
  fault('7.2-39', (pdf) => {
    element(pdf, 'THead')['/S'] = '/Caption';
    element(pdf, 'TBody')['/S'] = '/Caption';
  }),
  fault('7.2-42', (pdf) => pop(pdf, element(pdf, 'TR'))),
  fault('table headings', (pdf) => {
    for (const dict of elements(pdf, 'TH')) dict['/S'] = '/TD';
  }),
  fault('7.5-1', (pdf) => delete element(pdf, 'TH')['/A']),

  fault('7.1-1', content(/(\/P <<[^>]*\/MCID \d+[^>]*>> BDC)/u, '$1 /Artifact BMC EMC')),
  fault('7.1-2', content(/(\/Artifact (?:BMC|<<[^>]*>> BDC))/u, '$1 /P <</MCID 9999>> BDC EMC')),
  fault('7.1-3', content(/^/u, '0 0 10 10 re f ')),
  fault('claimed content', (pdf) => push(pdf, element(pdf, 'P'), 9999)),
  fault('parent tree', (pdf) => void (pdf.dict(pdf.pages[0])['/StructParents'] = 4711)),
  fault('7.20-1', (pdf) => withForm(pdf, { '/Ref': {} }, 1)),
  fault('7.20-2', (pdf) => withForm(pdf, {}, 2)),

  fault('7.18-1', (pdf) => void (widget(pdf)['/Subtype'] = '/Screen'), 'form'),
  fault('7.18.4-1', (pdf) => void (element(pdf, 'Form')['/S'] = '/Div'), 'form'),
  fault('7.18.5-1', (pdf) => void (widget(pdf)['/Subtype'] = '/Link'), 'form'),
  fault('7.18.5-2', (pdf) => void (widget(pdf)['/Subtype'] = '/Link'), 'form'),
  fault(
    '7.18.1-3',
    (pdf) => {
      delete widget(pdf)['/TU'];
      delete pdf.dict(widget(pdf)['/Parent'])['/TU'];
    },
    'form',
  ),
  fault('printed field', (pdf) => void (widget(pdf)['/F'] = 0), 'form'),
  fault('7.18.3-1', (pdf) => void (pdf.dict(pdf.pages[0])['/Tabs'] = '/R'), 'form'),
  fault('7.18.4-2', (pdf) => push(pdf, element(pdf, 'Form'), 9999), 'form'),
  fault('fields', (pdf) => void (pdf.dict(pdf.catalog['/AcroForm'])['/Fields'] = []), 'form'),

  fault('7.21.4.1-1', (pdf) => delete descriptor(pdf)['/FontFile2']),
  fault('program', (pdf) => pdf.rewrite(descriptor(pdf)['/FontFile2'], () => Buffer.from('OTTO'.repeat(9)))),
  fault('7.21.3.1-1', (pdf) => void (font(pdf)['/Encoding'] = '/UniJIS-UTF16-H')),
  fault('7.21.3.2-1', (pdf) => delete innerFont(pdf)['/CIDToGIDMap']),
  fault('7.21.4.2-2', (pdf) => {
    descriptor(pdf)['/CIDSet'] = pdf.add(Buffer.from([0x80]));
  }),
  fault('7.21.4.1-3', content(/<[0-9a-f]{4}/u, '<fffe')),
  fault('7.21.5-1', (pdf) => void (innerFont(pdf)['/W'] = [0, Array.from({ length: 400 }, () => 1)])),
  fault('7.21.7-1', (pdf) => delete font(pdf)['/ToUnicode']),
  fault('7.21.7-2', (pdf) => pdf.rewrite(font(pdf)['/ToUnicode'], replaced(/<00[2-7][0-9a-f]>/gu, '<feff>'))),
  fault('7.21.8-1', content(/<[0-9a-f]{4}/u, '<0000')),

  fault(
    'no action',
    (pdf) => void (pdf.catalog['/OpenAction'] = { '/S': '/JavaScript', '/JS': 'u:app.alert(1)' }),
  ),
  fault(
    'no link out',
    (pdf) => void (pdf.catalog['/A'] = { '/S': '/URI', '/URI': 'u:https://example.org/' }),
  ),
  fault('7.16-1', (pdf) => void (pdf.trailer['/Encrypt'] = { '/Filter': '/Standard' })),
  fault('opaque', (pdf) => void (pdf.catalog['/ExtGState'] = { '/G1': { '/ca': 0.5 } })),
];

function fault(rule: string, spoil: (pdf: RawPdf) => void, where: Spoilt = 'summary'): Fault {
  return { rule, in: where, spoil };
}

function root(pdf: RawPdf): RawDict {
  return pdf.dict(pdf.catalog['/StructTreeRoot']);
}

/** All elements of a type, in the order of their objects. */
function elements(pdf: RawPdf, type: string): readonly RawDict[] {
  return pdf.references
    .map((reference) => pdf.dict(reference))
    .filter((dict) => nameOf(dict['/S']) === type && dict['/P'] !== undefined);
}

/** The first element of a type; with `within`, the `at`th element of a kind inside the first that has so many. */
function element(pdf: RawPdf, type: string, within?: string, at = 0): RawDict {
  const found = elements(pdf, type);
  if (within === undefined) return orThrow(found[0], type);
  const kids = found.map((dict) => pdf.list(dict['/K']).map((kid) => pdf.dict(kid)));
  const fit = kids.find((list) => list.length > at + 1 && nameOf(list[at]?.['/S']) === within);
  return orThrow(fit?.[at], `${within} in ${type}`);
}

function orThrow<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the file has no ${what}`);
  return found;
}

function push(pdf: RawPdf, dict: RawDict, mcid: number): void {
  dict['/K'] = [...pdf.list(dict['/K']), mcid];
}

function pop(pdf: RawPdf, dict: RawDict): void {
  dict['/K'] = pdf.list(dict['/K']).slice(0, -1);
}

function replaced(what: RegExp, by: string): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const before = bytes.toString('latin1');
    const after = before.replace(what, by);
    if (after === before) throw new Error(`${what} is not there to be replaced`);
    return Buffer.from(after, 'latin1');
  };
}

function xmp(what: string, by: string): (pdf: RawPdf) => void {
  return (pdf) => pdf.rewrite(pdf.catalog['/Metadata'], replaced(new RegExp(what, 'gu'), by));
}

/** Changes what the first page draws. */
function content(what: RegExp, by: string): (pdf: RawPdf) => void {
  return (pdf) => pdf.rewrite(pdf.list(pdf.dict(pdf.pages[0])['/Contents'])[0], replaced(what, by));
}

/** Draws a form with tagged content on the first page, so many times. */
function withForm(pdf: RawPdf, also: RawDict, times: number): void {
  const form = pdf.add(Buffer.from('/P <</MCID 0>> BDC EMC'), { '/Subtype': '/Form', ...also });
  const resources = pdf.dict(pdf.inherited(orThrow(pdf.pages[0], 'page'), '/Resources'));
  resources['/XObject'] = { ...pdf.dict(resources['/XObject']), '/Spoilt': form };
  content(/^/u, '/Artifact BMC /Spoilt Do EMC '.repeat(times))(pdf);
}

function widget(pdf: RawPdf): RawDict {
  const found = pdf.pages.flatMap((page) => pdf.list(pdf.dict(page)['/Annots']));
  return orThrow(found.map((raw) => pdf.dict(raw)).find(isDict), 'field');
}

/** The composite font that the first page draws with first. */
function font(pdf: RawPdf): RawDict {
  const fonts = pdf.dict(pdf.dict(pdf.inherited(orThrow(pdf.pages[0], 'page'), '/Resources'))['/Font']);
  return pdf.dict(orThrow(Object.values(fonts).find(isReference), 'font'));
}

function innerFont(pdf: RawPdf): RawDict {
  return pdf.dict(pdf.list(font(pdf)['/DescendantFonts'])[0]);
}

function descriptor(pdf: RawPdf): RawDict {
  return pdf.dict(innerFont(pdf)['/FontDescriptor']);
}
