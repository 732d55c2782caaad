/**
 * What a file claims to be: accessible (PDF/UA-1, ISO 14289-1) and fit to be kept (PDF/A-1b, ISO 19005-1). pdfkit's own
 * `subset` writes an incomplete list of glyphs with either, which validators refuse. Archives want the words of the
 * first claim explained.
 */
export const CLAIMS = [
  description('pdfuaid', 'http://www.aiim.org/pdfua/ns/id/', '<pdfuaid:part>1</pdfuaid:part>'),
  description(
    'pdfaid',
    'http://www.aiim.org/pdfa/ns/id/',
    '<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>',
  ),
  `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ` +
    `xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
    `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">` +
    `<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>` +
    `<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
    `<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
    `<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">` +
    `<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
    `<pdfaProperty:category>internal</pdfaProperty:category>` +
    `<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>` +
    `</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`,
].join('');

function description(prefix: string, namespace: string, properties: string): string {
  return `<rdf:Description rdf:about="" xmlns:${prefix}="${namespace}">${properties}</rdf:Description>`;
}
