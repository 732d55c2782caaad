import { composePdf } from '../../platform/pdf/compose.js';
import { figureBlock } from '../../platform/pdf/figure.js';
import type { Paper } from '../../platform/pdf/paper.js';
import type { GenogramPrint } from './genogram-print.content.js';
import { furnitureOf } from '../running.js';

/** Draws a genogram on a page that lies on its side. It only draws: what is said was decided in `genogramPrint`. */
export function drawGenogramPrint(
  content: GenogramPrint,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  const { heading, source, scenes } = content;
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    furniture: furnitureOf(content.running, content.code),
    blocks: scenes.map((scene, index) =>
      figureBlock(scene, {
        landscape: true,
        heading: scenes.length > 1 ? `${heading} (${index + 1} of ${scenes.length})` : heading,
        note: source,
        titles: index === 0,
      }),
    ),
  });
}
