import { render } from 'preact';
import type { Aside } from '../live/aside.js';
import { LiveMap } from './live-map.js';
import styles from './map.css?inline';

/** Places in which a map is drawn. */
const places = new Set<Element>();

/** Draws the map in its place once that is open, and again with every change. */
export const map: Aside = {
  styles,
  follow(root, { form }) {
    for (const place of places) if (!place.isConnected) end(place);
    const today = Number(form.shell.today.slice(0, 4));
    for (const place of root.querySelectorAll<HTMLElement>('.map[open] .map-body')) {
      // What the server drew, or said in its stead, makes way.
      if (!places.has(place)) place.replaceChildren();
      places.add(place);
      render(<LiveMap answers={form.answers} today={today} place={place} id={place.id} />, place);
    }
  },
};

/** The client has gone on to another part: nothing is drawn any more. */
function end(place: Element): void {
  places.delete(place);
  render(null, place);
}
