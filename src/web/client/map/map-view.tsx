import { Fragment, type JSX } from 'preact';
import type { FamilyOnPage } from '../../../core/genogram/family-on-page.js';
import { mapMessages } from './messages.js';
import { SceneSvg } from './scene-svg.js';

/** Pixels of the page to a point of a map: names stand in 13 pixels. */
export const PIXELS_TO_POINT = 1.5;

/** How much of a map is shown: all of it, or so many times its own size, to be moved about. */
export type Zoom = 'fit' | number;

/** What the place of the map shows. */
export interface MapProps {
  readonly family: FamilyOnPage;
  /** The last drawing that could be made, where none can be made of the answers as they are. */
  readonly earlier?: FamilyOnPage['drawing'];
  readonly zoom: Zoom;
  /** What the buttons do; without them the page has no script and the map is shown in its own size. */
  readonly buttons?: JSX.Element;
  /** Begins the ids of the parts. */
  readonly id: string;
}

/** The map, what does not fit together yet, and the same in words. */
export function MapView({ family, earlier, zoom, buttons, id }: MapProps): JSX.Element {
  const drawing = family.drawing ?? earlier;
  const said = `${id}-said`;
  return (
    <>
      <div id={said} role="status">
        <p>{mapMessages.people(family.names.length)}</p>
        {family.doubts.length > 0 && <Doubts doubts={family.doubts} isDrawn={family.drawing !== undefined} />}
      </div>
      {drawing && (
        <>
          {buttons}
          <div
            class={`map-room ${zoom === 'fit' ? 'map-fits' : ''}`}
            role="region"
            aria-label={mapMessages.room}
            tabIndex={0}
          >
            <SceneSvg
              scene={{ ...drawing.map, title: mapMessages.title }}
              id={`${id}-map`}
              zoom={PIXELS_TO_POINT * (zoom === 'fit' ? 1 : zoom)}
              describedBy={said}
            />
          </div>
          <div class="map-fits">
            <SceneSvg scene={drawing.legend} id={`${id}-signs`} zoom={PIXELS_TO_POINT} />
          </div>
          <InWords parts={drawing.words.parts} />
        </>
      )}
      {!drawing && family.names.length > 0 && (
        <InWords parts={[{ heading: mapMessages.listed, items: family.names }]} />
      )}
    </>
  );
}

/** What cannot all be so. Nothing here is a fault of whoever typed it. */
function Doubts(props: { readonly doubts: readonly string[]; readonly isDrawn: boolean }): JSX.Element {
  const { doubts, isDrawn } = props;
  return (
    <div class="map-doubts">
      <p>{isDrawn ? mapMessages.doubts : mapMessages.notDrawn}</p>
      <ul lang="en">
        {doubts.map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </div>
  );
}

/** Everything that the map shows, to be read. */
function InWords(props: {
  readonly parts: readonly { readonly heading: string; readonly items: readonly string[] }[];
}): JSX.Element {
  return (
    <details class="more map-words">
      <summary>{mapMessages.inWords}</summary>
      <div class="map-lists" lang="en">
        {props.parts.map(({ heading, items }) => (
          <Fragment key={heading}>
            <h3>{heading}</h3>
            <ul>
              {items.map((item, nth) => (
                <li key={nth}>{item}</li>
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
    </details>
  );
}
