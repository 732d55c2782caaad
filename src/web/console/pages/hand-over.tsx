import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ClientLink, type LinkPlace, makeClientLink, openHere } from '../api/graphql.js';
import type { Answer } from '../api/http.js';
import { clock, countdown } from '../dates.js';
import { messages } from '../messages.js';
import { closeOtherTabs } from '../other-tabs.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { Problem } from '../parts/notices.js';
import { SvgImage } from '../parts/svg-image.js';
import { useAct } from '../parts/use-act.js';
import { useTimeLeft } from '../parts/use-time-left.js';
import { useTitle } from '../parts/use-title.js';

const words = messages.handOver;
const PLACES = ['OWN', 'OFFICE'] as const satisfies readonly LinkPlace[];

/**
 * A way in for one client, over the whole screen: the client looks on, so nothing of the practice or of anybody is to
 * be seen, on paper neither. Closing clears it away.
 */
export function HandOver(props: { readonly clientId: string; readonly onClose: () => void }): JSX.Element {
  const { clientId, onClose } = props;
  const { ask, guarded } = useConsole();
  const [place, setPlace] = useState<LinkPlace>('OWN');
  const [made, setMade] = useState<Answer<ClientLink>>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    void guarded(() => makeClientLink(ask, clientId, place)).then((answer) => wanted && setMade(answer));
    return () => {
      wanted = false;
    };
  }, [ask, guarded, clientId, place, round]);
  // The tab and the print-out’s margin say nothing meanwhile.
  useTitle(words.tab);
  const choose = (other: LinkPlace): void => {
    setMade(undefined);
    setPlace(other);
  };
  const again = (): void => {
    setMade(undefined);
    setRound(round + 1);
  };
  return (
    <Dialog title={words.title} class="hand-over" onClose={onClose}>
      <WhichDevice place={place} onPlace={choose} />
      {!made && <p role="status">{words.making}…</p>}
      {made && !made.ok && <Problem text={made.message} />}
      {made?.ok && <Shown link={made.data} place={place} serverTime={made.serverTime} onAgain={again} />}
      <div class="row no-print">
        {made?.ok && <Button onPress={() => globalThis.print()}>{messages.print}</Button>}
        <Button kind="primary" onPress={onClose}>
          {words.finish}
        </Button>
      </div>
    </Dialog>
  );
}

function WhichDevice(props: {
  readonly place: LinkPlace;
  readonly onPlace: (place: LinkPlace) => void;
}): JSX.Element {
  return (
    <fieldset class="which no-print" aria-label={words.where}>
      {PLACES.map((place) => (
        <label key={place}>
          <input
            type="radio"
            name="place"
            checked={props.place === place}
            onChange={() => props.onPlace(place)}
          />
          <span>{words.places[place]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Shown(props: {
  readonly link: ClientLink;
  readonly place: LinkPlace;
  readonly serverTime: number;
  readonly onAgain: () => void;
}): JSX.Element {
  const { link, place, serverTime, onAgain } = props;
  const left = useTimeLeft(link.expiresAt, serverTime);
  if (left === 0)
    return (
      <div class="over" role="status">
        <p>{words.over}</p>
        <Button onPress={onAgain}>{words.again}</Button>
      </div>
    );
  return (
    <>
      <div class="ways">
        <div class="way">
          <p class="scan">{words.scan[place]}</p>
          <SvgImage class="qr" svg={link.qrSvg} alt={words.qr} />
        </div>
        <div class="way">
          <p class="digits">
            <span class="sub">{words.code[place]}</span>
            <strong>
              {link.code.slice(0, 4)} {link.code.slice(4)}
            </strong>
          </p>
          {link.tabletUrl !== null && <OfTablet link={link} address={link.tabletUrl} />}
        </div>
      </div>
      <p class="left no-print" role="timer">
        {words.left(countdown(left))}
      </p>
      <p class="print-only">{words.until(clock(link.expiresAt))}</p>
    </>
  );
}

/** The ways of a device of the clinic’s: its own page, or this very browser. */
function OfTablet({ link, address }: { readonly link: ClientLink; readonly address: string }): JSX.Element {
  const { ask, basePath } = useConsole();
  const { run, busy, problem } = useAct();
  const open = async (): Promise<void> => {
    const opened = await run(() => openHere(ask, link));
    if (opened === undefined) return;
    // Whoever holds the device now must come back to nothing that was open here.
    document.documentElement.hidden = true;
    closeOtherTabs();
    location.replace(`${basePath}/me`);
  };
  return (
    <>
      <p class="sub tablet-at">
        {words.tabletAt} <code>{address}</code>
      </p>
      <div class="here no-print">
        <p class="sub">{words.hereLead}</p>
        <Problem text={problem} />
        <Button kind="primary" busy={busy} onPress={() => void open()}>
          {words.here}
        </Button>
      </div>
    </>
  );
}
