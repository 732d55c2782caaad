import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { baselineOf, STYLE, type TextStyle } from './style.js';
import { enclose } from './enclose.js';
import type { Line } from './wrap.js';

/** What someone answered: their words, several entries, or a remark of ours in place of an answer. */
export type Words =
  { readonly text: string } | { readonly entries: readonly string[] } | { readonly aside: string };

/** A question with its answer. */
export interface Question {
  readonly prompt: string;
  readonly answer: Words;
}

/** A label and what it says. */
export interface KeyValue {
  readonly label: string;
  readonly value: string;
}

/** Prompts in a narrow gutter, answers beside them. */
const GUTTER = 150;
const GUTTER_GAP = 18;
/** Statements run wide, their short answers stand in a column at the right. */
const STATEMENT_SHARE = 0.72;

/** Questions in a gutter and answers at length beside them, a hairline between one and the next. */
export function questionList(questions: readonly Question[]): Block {
  return questionRows(questions, {
    promptWidth: GUTTER - GUTTER_GAP,
    promptStyle: STYLE.prompt,
    answerAt: GUTTER,
    padding: 6,
  });
}

/** Names in a gutter, in their writer's words, and what is said of each beside it. */
export function nameList(questions: readonly Question[]): Block {
  return questionRows(questions, {
    promptWidth: GUTTER - GUTTER_GAP,
    promptStyle: STYLE.name,
    answerAt: GUTTER,
    padding: 3.5,
    keepEnds: true,
  });
}

/** Statements and short answers to them, a line each where they fit. */
export function statementList(questions: readonly Question[]): Block {
  return (canvas) => {
    const answerAt = canvas.grid.width * STATEMENT_SHARE;
    return questionRows(questions, {
      promptWidth: answerAt - GUTTER_GAP,
      promptStyle: STYLE.statement,
      answerAt,
      padding: 3.5,
      keepEnds: true,
    })(canvas);
  };
}

/** Labels in a gutter and plain values beside them: what a document says of itself. */
export function keyValues(pairs: readonly KeyValue[]): Block {
  const questions = pairs.map(({ label, value }) => ({ prompt: label, answer: { text: value } }));
  return questionRows(questions, {
    promptWidth: GUTTER - GUTTER_GAP,
    promptStyle: STYLE.prompt,
    answerAt: GUTTER,
    answerStyle: STYLE.body,
    padding: 3.5,
    keepEnds: true,
  });
}

interface QuestionLayout {
  readonly promptWidth: number;
  readonly promptStyle: TextStyle;
  readonly answerAt: number;
  readonly answerStyle?: TextStyle;
  readonly padding: number;
  /** Neither the first nor the last row stands alone on a page. */
  readonly keepEnds?: boolean;
}

function questionRows(questions: readonly Question[], layout: QuestionLayout): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const last = questions.length - 1;
    const rows = questions.flatMap(({ prompt, answer }, index) => {
      const lines = canvas.wrap(prompt, layout.promptStyle, layout.promptWidth);
      return rowBands(
        canvas,
        [
          {
            x: left,
            width: layout.promptWidth,
            lines,
            style: layout.promptStyle,
            tag: 'Lbl',
            opens: 'LI',
          },
          answerCell(
            canvas,
            answer,
            left + layout.answerAt,
            width - layout.answerAt,
            layout.answerStyle ?? STYLE.words,
          ),
        ],
        {
          paddingTop: layout.padding,
          paddingBottom: layout.padding,
          ...(index < last && { rule: 'hair' as const }),
          // A prompt that goes on itself needs no repeating.
          continued: {
            from: (lines.length + 1) * layout.promptStyle.lead,
            repeat: continuedPrompt(canvas, prompt, layout),
          },
          glued: (layout.keepEnds ?? false) && (index === 0 || index === last - 1) && index < last,
        },
      );
    });
    return enclose(canvas.tags, 'L', rows);
  };
}

/** The prompt once more, as decoration, beside an answer that goes on over a page. It takes no height of its own. */
function continuedPrompt(
  canvas: Canvas,
  prompt: string,
  { promptWidth, promptStyle }: QuestionLayout,
): NonNullable<Band['repeat']> {
  return {
    height: 0,
    draw(top) {
      const { left } = canvas.grid;
      const first = top + baselineOf(STYLE.words) - baselineOf(promptStyle);
      const lines = [prompt, 'continued'].map((text) => canvas.fitLine(text, promptStyle, promptWidth));
      canvas.tags.artifact(() => {
        for (const [index, line] of lines.entries()) {
          canvas.line(line, promptStyle, left, first + index * promptStyle.lead);
        }
      });
    },
  };
}

/** A cell holding an answer, set as a writer's words or, where it is ours, as an aside. */
export function answerCell(canvas: Canvas, answer: Words, x: number, width: number, style: TextStyle): Cell {
  const [lines, set] = answerLines(canvas, answer, width, style);
  return { x, width, lines, style: set, tag: 'LBody' };
}

function answerLines(
  canvas: Canvas,
  answer: Words,
  width: number,
  style: TextStyle,
): readonly [readonly Line[], TextStyle] {
  if ('aside' in answer) {
    const aside = { ...STYLE.aside, lead: style.lead };
    return [canvas.wrap(answer.aside, aside, width), aside];
  }
  const several = 'entries' in answer && answer.entries.length > 1;
  const text = 'text' in answer ? answer.text : (answer.entries[0] ?? '');
  return [several ? canvas.wrapList(answer.entries, style, width) : canvas.wrap(text, style, width), style];
}
