import { type Action, readAction } from '../actions.js';
import type { Fields } from '../control.js';
import type { Shell } from '../model.js';
import { domId } from '../names.js';
import { partsOf, titleOfView, type View } from '../screen.js';
import { urls } from '../urls.js';
import { happens } from './frame.js';
import { focusOn, growWith, keepInSight } from './focus.js';
import { goElsewhere } from './going.js';
import { leave } from './leave.js';
import type { Sheet } from './sheet.js';

/** What to bring into view on another page: a question's element id, and the row that it is in. */
interface Target {
  readonly question?: string | undefined;
  readonly row?: string | undefined;
}

/** Joins the page and the sheet: what is touched and typed goes in, and the address follows what is shown. */
export function listen(root: HTMLElement, sheet: Sheet, shell: Shell): void {
  const { assignmentId } = sheet.screen;
  const form = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>('#sheet');

  /** Is the client asked before words are lost? */
  let asks = true;
  /** The language for which nothing more has to be waited for. */
  let chosen: HTMLButtonElement | undefined;

  /** Ends it here, saving nothing, where the client has chosen so. */
  const closed = (): boolean => {
    if (!sheet.closes) return false;
    sheet.stop();
    void leave();
    return true;
  };
  const go = (view: View, target: Target = {}): void => {
    if (closed()) return;
    history.pushState(null, '', urlOf(view, shell, assignmentId));
    arrive(view, target);
  };
  const arrive = (view: View, { question, row }: Target = {}): void => {
    if (closed()) return;
    sheet.show(view);
    void sheet.flush();
    if (row) sheet.toggleRow(row, true);
    document.title = titleOfView(view, sheet.screen.form);
    happens('part', view.kind === 'part' ? view.part : 0);
    afterDrawing(() => {
      document.querySelector('.parts')?.removeAttribute('open');
      scrollTo(0, 0);
      focusOn(question ?? 'main');
      for (const area of root.querySelectorAll('textarea')) growWith(area);
    });
  };
  const move = (action: Action): void => {
    const { view, form: shown } = sheet.screen;
    const part = view.kind === 'part' ? view.part : 0;
    const last = partsOf(shown).length;
    switch (action.kind) {
      case 'next':
      case 'review':
        if (!sheet.closes && !sheet.check()) showErrors(part);
        else go(part < last ? { kind: 'part', part: part + 1 } : { kind: 'review' });
        break;
      case 'back':
        go(part > 1 ? { kind: 'part', part: part - 1 } : { kind: 'cover' });
        break;
      case 'later':
        leaveFor(urls.home(shell));
        break;
      case 'stay':
        void sheet.flush();
        break;
      default: {
        const next = sheet.act(action);
        if (next) afterDrawing(() => focusOn(domId(sheet.screen.form.compiled, next)));
      }
    }
  };
  const goFor = (open: () => void): void => {
    const openUnasked = (): void => {
      asks = false;
      open();
    };
    void goElsewhere(sheet, openUnasked, asks);
  };
  const leaveFor = (address: string): void => {
    if (!closed()) goFor(() => location.assign(address));
  };

  root.addEventListener('input', (event) => {
    const control = event.target as HTMLInputElement;
    const current = form();
    if (!current || !control.name || control.form !== current) return;
    if (control.tagName === 'TEXTAREA') growWith(control);
    sheet.read(control.name, fieldsOf(current));
  });
  root.addEventListener('focusin', keepInSight);
  root.addEventListener('focusout', () => sheet.turnAway());
  addEventListener('resize', keepInSight);
  root.addEventListener('submit', (event) => {
    const { id } = event.target as HTMLFormElement;
    if (id === 'sheet' || id === 'hand-in') event.preventDefault();
    if (id === 'sheet') void sheet.flush();
    if (id === 'hand-in') void handIn();
  });
  const handIn = async (): Promise<void> => {
    if (await sheet.handIn()) {
      sheet.stop();
      happens('submitted');
      location.assign(urls.done(shell, assignmentId));
    } else if (sheet.screen.checked) showErrors(0);
  };
  root.addEventListener('click', (event) => {
    // The second of two clicks in a row is part of the first, and answers nothing that was asked in between.
    if (event.detail > 1 && sheet.warned) return event.preventDefault();
    const target = event.target as Element;
    const button = target.closest<HTMLButtonElement>('button');
    if (button?.dataset.do === 'retry') sheet.retry();
    // Another language is another page. It is asked for without the part’s form: what is typed is saved before.
    if (button?.name === 'lang' && button !== chosen) {
      event.preventDefault();
      const choose = (): void => {
        chosen = button;
        for (const attribute of ['form', 'formaction']) button.removeAttribute(attribute);
        button.click();
      };
      // What closes the worksheet is not saved, so that has nothing to wait for.
      if (sheet.closes) choose();
      else goFor(choose);
    }
    if (button?.name === 'go') {
      event.preventDefault();
      // Who has to stop is not to be asked whether they are sure, unless there is no page to go to.
      asks = button.dataset.do !== 'stop' || !navigator.onLine;
      move(readAction(button.value));
    }
    const link = target.closest('a');
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) follow(link, event);
  });
  const follow = (link: HTMLAnchorElement, event: Event): void => {
    const target = { question: link.hash.slice(1) || undefined, row: link.dataset.row };
    const view = viewAt(link, shell, assignmentId);
    if (!view && link.origin !== location.origin) return;
    event.preventDefault();
    if (target.question && link.pathname === location.pathname && link.search === location.search) {
      if (target.row) sheet.toggleRow(target.row, true);
      afterDrawing(() => focusOn(target.question ?? 'main'));
    } else if (view) go(view, target);
    else leaveFor(link.href);
  };
  // `toggle` does not bubble; it can be caught on its way down.
  root.addEventListener(
    'toggle',
    (event) => {
      const card = event.target as HTMLDetailsElement;
      if (card.dataset.row) sheet.toggleRow(card.dataset.row, card.open);
    },
    true,
  );

  addEventListener('popstate', () => arrive(viewAt(location, shell, assignmentId) ?? { kind: 'cover' }));
  addEventListener('online', () => sheet.retry());
  addEventListener('offline', () => sheet.turnAway());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void sheet.flush();
  });
  addEventListener('pagehide', () => sheet.leave());
  addEventListener('beforeunload', (event) => {
    if (asks && sheet.unsent) event.preventDefault();
  });

  const current = form();
  sheet.start(current ? fieldsOf(current) : {});
  for (const area of root.querySelectorAll('textarea')) growWith(area);
}

/** They stand on top: a page around has to bring that into view. */
function showErrors(part: number): void {
  happens('part', part);
  afterDrawing(() => focusOn('errors'));
}

/** What the form says. Not by `FormData`, for which a browser works out where each line of the page stands. */
function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Record<string, string[]> = {};
  for (const { name, type, value, checked } of form.elements as Iterable<HTMLInputElement>) {
    const says = /^(?:radio|checkbox)$/.test(type) ? checked : !/^(?:submit|button)$/.test(type);
    if (name && says) (fields[name] ??= []).push(value);
  }
  return fields;
}

function urlOf(view: View, shell: Shell, id: string): string {
  if (view.kind === 'review') return urls.review(shell, id);
  return urls.part(shell, id, view.kind === 'part' ? view.part : 0);
}

function viewAt(
  { origin, pathname, search }: { origin: string; pathname: string; search: string },
  shell: Shell,
  id: string,
): View | undefined {
  if (origin !== location.origin) return undefined;
  if (pathname === urls.review(shell, id)) return { kind: 'review' };
  if (pathname !== urls.sheet(shell, id)) return undefined;
  const part = Number(new URLSearchParams(search).get('part'));
  return part > 0 ? { kind: 'part', part } : { kind: 'cover' };
}

function afterDrawing(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
