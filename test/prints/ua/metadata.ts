import { textOf } from '../raw/raw-pdf.js';
import { wordsOf } from '../raw/structure.js';
import { fileRule, type Rule } from './rule.js';

const LANGUAGE = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/iu;

/** What a file must say of itself: that it is accessible, its title, its language. */
export const METADATA_RULES: readonly Rule[] = [
  fileRule('5-1', 'the metadata say that the file is PDF/UA', ({ xmp }) =>
    xmp.includes('http://www.aiim.org/pdfua/ns/id/'),
  ),
  fileRule('5-2', 'the metadata name part 1, with the prefix that the standard asks for', ({ xmp }) =>
    /<pdfuaid:part>1<\/pdfuaid:part>/u.test(xmp),
  ),
  fileRule('6.1-1', 'the header names a version of PDF 1', ({ pdf }) => /^1\.[0-7]$/u.test(pdf.version)),
  fileRule('6.2-1', 'the file says that it is tagged', ({ pdf }) => {
    return pdf.dict(pdf.catalog['/MarkInfo'])['/Marked'] === true;
  }),
  fileRule('7.1-4', 'no tag is under suspicion', ({ pdf }) => {
    return pdf.dict(pdf.catalog['/MarkInfo'])['/Suspects'] !== true;
  }),
  fileRule('7.1-8', 'the catalogue has metadata', ({ pdf }) => {
    return pdf.stream(pdf.catalog['/Metadata']) !== undefined;
  }),
  fileRule('7.1-9', 'the metadata have a title', ({ xmp }) =>
    /<dc:title>\s*<rdf:Alt>\s*<rdf:li xml:lang="x-default">[^<\s][^<]*<\/rdf:li>/u.test(xmp),
  ),
  fileRule('7.1-10', 'readers show the title, not the file name', ({ pdf }) => {
    return pdf.dict(pdf.catalog['/ViewerPreferences'])['/DisplayDocTitle'] === true;
  }),
  fileRule('7.2-2', 'the file has a language', ({ pdf }) => textOf(pdf.catalog['/Lang']) !== undefined),
  {
    id: '7.2-29',
    title: 'languages are given as BCP 47 writes them',
    check: ({ pdf, elements, pages }) =>
      [
        textOf(pdf.catalog['/Lang']),
        ...elements.map((element) => wordsOf(pdf, element, '/Lang')),
        ...pages.flatMap(({ drawing }) => drawing.marks.map(({ language }) => language)),
      ].filter((language) => language !== undefined && !LANGUAGE.test(language)) as string[],
  },
  {
    id: 'info',
    title: 'the file says nothing of itself but its title, its program and its date',
    check: ({ pdf }) =>
      Object.keys(pdf.dict(pdf.trailer['/Info'])).filter(
        (key) => !['/Title', '/Creator', '/Producer', '/CreationDate', '/ModDate', '/Trapped'].includes(key),
      ),
  },
];
