import { render } from 'preact';
import type { Mark } from '../../../core/worksheet/wording/marking.js';
import { WordingNotes } from './notes.js';
import { marksThatStand, phrasesOf, piecesOf } from './pieces.js';

/** A pause in writing. Marks come in it and never between two letters. */
const QUIET_MS = 500;

export interface Switch {
  isOff(): boolean;
  /** The writer has opened the notes, or folded them away. */
  switched(open: boolean): void;
}

/** One text that is read along: marks below its letters, and questions in their own place. */
export class ReadAlong {
  private text = '';
  private marks: readonly Mark[] = [];
  private timer = 0;
  private readonly layer: HTMLElement | null;
  private readonly resized: ResizeObserver;

  constructor(
    private readonly frame: HTMLElement,
    private readonly area: HTMLTextAreaElement,
    private readonly toggle: Switch,
  ) {
    this.layer = frame.querySelector('.marks');
    this.layer?.setAttribute('aria-hidden', 'true');
    area.addEventListener('scroll', () => this.align());
    this.resized = new ResizeObserver(() => this.align());
    this.resized.observe(area);
    this.read();
  }

  /** Looks at the text: takes away the marks that no longer stand, and looks for new ones in the next pause. */
  follow(): void {
    const { value } = this.area;
    if (value === this.text) return;
    const standing = marksThatStand(this.marks, this.text, value);
    const fewer = standing.length < this.marks.length;
    this.text = value;
    this.marks = standing;
    if (fewer) this.drawMarks();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.read(), QUIET_MS);
  }

  /** Shows marks and notes as they are known, or hides them where they are switched off. */
  draw(): void {
    this.drawMarks();
    const { marks, text } = this;
    const place = document.getElementById(this.frame.dataset.wording ?? '');
    const notes = marks.length > 0 && (
      <WordingNotes
        text={text}
        marks={marks}
        open={!this.toggle.isOff()}
        onToggle={(open) => this.toggle.switched(open)}
      />
    );
    if (place) render(notes || null, place);
  }

  end(): void {
    clearTimeout(this.timer);
    this.resized.disconnect();
  }

  private read(): void {
    this.text = this.area.value;
    this.marks = phrasesOf(this.text);
    this.draw();
  }

  private drawMarks(): void {
    if (!this.layer) return;
    const pieces = this.toggle.isOff() || this.marks.length === 0 ? [] : piecesOf(this.text, this.marks);
    // The last line break of a text shows only where something follows it.
    const after = pieces.length > 0 ? '\u200B' : '';
    render(
      <>
        {pieces.map(({ text, mark }, nth) => (mark ? <mark key={nth}>{text}</mark> : text))}
        {after}
      </>,
      this.layer,
    );
    this.align();
  }

  /** Lets the layer lie under the letters, wherever the control breaks its lines and has been scrolled to. */
  private align(): void {
    const { area, layer } = this;
    if (!layer) return;
    const { direction, unicodeBidi, textAlign } = getComputedStyle(area);
    Object.assign(layer.style, {
      left: `${area.clientLeft}px`,
      top: `${area.clientTop}px`,
      width: `${area.clientWidth}px`,
      height: `${area.clientHeight}px`,
      direction,
      unicodeBidi,
      textAlign,
    });
    layer.scrollTop = area.scrollTop;
  }
}
