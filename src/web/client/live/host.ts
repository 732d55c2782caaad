import { addStyles } from './add-styles.js';
import { type Happening, pageHeader } from './frame.js';
import css from './host.css?inline';

/** The version of what is said between a frame and the page around it. `docs/host.md` has the shapes. */
const VERSION = 1;
/** How often the frame looks which part of it the window shows. */
const LOOK_EVERY_MS = 100;

const leaveForm = document.querySelector<HTMLFormElement>('form.leave');
const root = document.getElementById('app');
const around = sitesAround();

/**
 * What a page does in a host's frame, loaded there alone: it tells the page around it how high it is and what happens,
 * takes a new address when nobody is signed in any more, and keeps the way out in sight.
 */
if (root && leaveForm && around.length > 0) {
  addStyles(css);
  tellHeight(root);
  passOn();
  listenForAddress(leaveForm.action.replace(/\/me\/leave$/, ''));
  followWindow(root);
  offerToGoOn();
}

/** The sites to tell: the listed one that the page stands in, or all that are listed where the browser does not name it. */
function sitesAround(): readonly string[] {
  const listed = (leaveForm?.dataset.hosts ?? '').split(' ').filter(Boolean);
  const parent = (location.ancestorOrigins as DOMStringList | undefined)?.[0];
  return parent === undefined || parent === 'null' ? listed : listed.filter((origin) => origin === parent);
}

/** Only a listed site can read it: the browser drops what is meant for another. */
function tell(type: Happening | 'height', more: Readonly<Record<string, number | string>> = {}): void {
  for (const origin of around)
    parent.postMessage({ source: 'mendwork', version: VERSION, type, ...more }, origin);
}

function tellHeight(page: HTMLElement): void {
  new ResizeObserver(() =>
    tell('height', { height: Math.ceil(page.getBoundingClientRect().height) }),
  ).observe(page);
}

function passOn(): void {
  const on = (what: Happening, more: (detail: unknown) => Record<string, number | string>): void =>
    document.addEventListener(`mendwork:${what}`, (event) =>
      tell(what, more((event as CustomEvent<unknown>).detail)),
    );
  const part = (detail: unknown): { part: number } => ({ part: Number(detail) || 0 });
  on('part', part);
  for (const what of ['saved', 'submitted', 'expired'] as const) on(what, () => ({}));
  on('left', () => ({ exit: leaveForm?.dataset.exit ?? '' }));
  tell('part', part(new URLSearchParams(location.search).get('part')));
}

/** An address of ours opens the page again in its place: what is typed on it stays. */
function listenForAddress(base: string): void {
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !around.includes(origin)) return;
    const { source: from, type, address } = (data ?? {}) as Readonly<Record<string, unknown>>;
    if (from !== 'mendwork-host' || type !== 'address' || typeof address !== 'string') return;
    if (address.startsWith(`${base}/embed/`)) void open(address);
  });
}

async function open(address: string): Promise<void> {
  if (document.querySelector('[data-closed]')) return location.replace(address);
  await fetch(address, { redirect: 'manual', headers: pageHeader() }).catch(() => undefined);
  document.dispatchEvent(new Event('mendwork:opened'));
}

/** On a page that has closed: asks the page around it to open it again, when somebody is there who wants that. */
function offerToGoOn(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-closed] button');
  const place = button?.closest<HTMLElement>('[hidden]');
  if (place) place.hidden = false;
  button?.addEventListener('click', () => tell('expired'));
}

/** Looks again and again, since a frame hears nothing of the window's scrolling. It rests while nothing is in sight. */
function followWindow(page: HTMLElement): void {
  const { style } = document.documentElement;
  const eye = new IntersectionObserver((entries) => {
    const seen = entries[entries.length - 1]?.intersectionRect;
    if (seen && seen.height > 0) {
      style.setProperty('--seen-top', `${Math.max(0, seen.top)}px`);
      style.setProperty('--seen-height', `${seen.height}px`);
    }
    setTimeout(look, LOOK_EVERY_MS);
  });
  const look = (): void => {
    eye.unobserve(page);
    eye.observe(page);
  };
  look();
}
