import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Client, type FamilyMap, readFamilyMap } from '../api/graphql.js';
import type { Answer } from '../api/http.js';
import { date } from '../dates.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { Problem } from '../parts/notices.js';
import { SvgImage } from '../parts/svg-image.js';

const words = messages.familyMap;

/** A client’s family as handed in last, to be looked at and printed. */
export function FamilyMapPage(props: { readonly client: Client; readonly onClose: () => void }): JSX.Element {
  const { client, onClose } = props;
  const { ask } = useConsole();
  const [read, setRead] = useState<Answer<FamilyMap>>();
  useEffect(() => {
    void readFamilyMap(ask, client.id).then(setRead);
  }, [ask, client.id]);
  return (
    <Dialog title={words.title(client.code)} class="family-map" onClose={onClose}>
      {!read && <p role="status">{words.loading}…</p>}
      {read && !read.ok && <Problem text={read.message} />}
      {read?.ok && <Shown map={read.data} />}
      <Button kind="primary" onPress={onClose}>
        {messages.done}
      </Button>
    </Dialog>
  );
}

function Shown({ map }: { readonly map: FamilyMap }): JSX.Element {
  const paper = useRef<HTMLDivElement>(null);
  // On a phone only a part is seen: the client stands in the middle.
  useEffect(() => {
    const { current } = paper;
    if (current) current.scrollLeft = (current.scrollWidth - current.clientWidth) / 2;
  }, []);
  return (
    <>
      <p class="sub">{words.source(date(map.submittedAt))}</p>
      <div class="paper" ref={paper} role="group" tabIndex={0} aria-label={words.drawing}>
        {map.scenes.map(({ title, description, svg }) => (
          <SvgImage key={description} class="map" svg={svg} alt={`${title}. ${description}`} />
        ))}
      </div>
      <Findings findings={map.findings} />
      <p class="row">
        <a href={map.pdf} target="_blank" rel="noreferrer">
          {words.print}
        </a>
        {map.clientsPdf && (
          <a href={map.clientsPdf} target="_blank" rel="noreferrer">
            {words.printForClient}
          </a>
        )}
      </p>
      <p class="help">{words.printHelp}</p>
    </>
  );
}

function Findings({ findings }: Pick<FamilyMap, 'findings'>): JSX.Element | null {
  if (findings.length === 0) return null;
  return (
    <>
      <h3>{words.findings}</h3>
      <ul>
        {findings.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </>
  );
}
