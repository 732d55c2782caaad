import type { Aside } from '../live/aside.js';
import { ReadAlong } from './read-along.js';
import styles from './wording.css?inline';

/** What is read along, by its control. */
const read = new Map<HTMLTextAreaElement, ReadAlong>();
/** Switched off by the writer, for all texts until the page is left. It is remembered nowhere. */
let isOff = false;

/** Reads texts along while they are written. Nothing of it leaves the page. */
export const wording: Aside = {
  styles,
  follow(root) {
    for (const [area, along] of read) if (!area.isConnected) end(area, along);
    for (const frame of root.querySelectorAll<HTMLElement>('[data-wording]')) {
      const area = frame.querySelector('textarea');
      if (area && !read.has(area))
        read.set(area, new ReadAlong(frame, area, { isOff: () => isOff, switched }));
    }
    for (const along of read.values()) along.follow();
  },
};

function switched(open: boolean): void {
  if (isOff === !open) return;
  isOff = !open;
  for (const along of read.values()) along.draw();
}

function end(area: HTMLTextAreaElement, along: ReadAlong): void {
  read.delete(area);
  along.end();
}
