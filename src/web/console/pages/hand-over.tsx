import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ClientLink, makeClientLink } from '../api/graphql.js';
import type { Answer } from '../api/http.js';
import { clock, countdown } from '../dates.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { Problem } from '../parts/notices.js';
import { SvgImage } from '../parts/svg-image.js';
import { useTimeLeft } from '../parts/use-time-left.js';

const words = messages.handOver;

/**
 * A way in for one client, over the whole screen: the client looks on, so nothing of the practice or of anybody is to
 * be seen, on paper neither. Closing clears it away.
 */
export function HandOver(props: { readonly clientId: string; readonly onClose: () => void }): JSX.Element {
  const { clientId, onClose } = props;
  const { ask, guarded } = useConsole();
  const [made, setMade] = useState<Answer<ClientLink>>();
  const make = (): void => {
    setMade(undefined);
    void guarded(() => makeClientLink(ask, clientId)).then(setMade);
  };
  useEffect(make, [clientId]);
  useNeutralTitle();
  return (
    <Dialog title={words.title} class="hand-over" onClose={onClose}>
      {!made && <p role="status">{words.making}…</p>}
      {made && !made.ok && <Problem text={made.message} />}
      {made?.ok && <Shown link={made.data} serverTime={made.serverTime} onAgain={make} />}
      <div class="row no-print">
        {made?.ok && <Button onPress={() => globalThis.print()}>{messages.print}</Button>}
        <Button kind="primary" onPress={onClose}>
          {words.finish}
        </Button>
      </div>
    </Dialog>
  );
}

function Shown(props: {
  readonly link: ClientLink;
  readonly serverTime: number;
  readonly onAgain: () => void;
}): JSX.Element {
  const { link, serverTime, onAgain } = props;
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
      <p class="scan">{words.scan}</p>
      <SvgImage class="qr" svg={link.qrSvg} alt={words.qr} />
      <p class="digits">
        <span class="sub">{words.code}</span>
        <strong>
          {link.code.slice(0, 4)} {link.code.slice(4)}
        </strong>
      </p>
      <p class="left no-print" role="timer">
        {words.left(countdown(left))}
      </p>
      <p class="print-only">{words.until(clock(link.expiresAt))}</p>
    </>
  );
}

/** The tab and the print-out’s margin say nothing meanwhile. */
function useNeutralTitle(): void {
  useEffect(() => {
    const before = document.title;
    document.title = words.tab;
    return () => {
      document.title = before;
    };
  }, []);
}
