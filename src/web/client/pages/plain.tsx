import type { ComponentChildren, JSX } from 'preact';
import { Bar } from '../layout/bar.js';
import { Foot } from '../layout/foot.js';
import type { Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';

/** The frame of pages that take no answers: a single column between the bar and the foot. */
export function PlainPage(props: {
  readonly shell: Shell;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      <Bar shell={props.shell} skipTo={pageMessages.mainLink} />
      <div class="frame plain">
        <div class="column">
          <main id="main" tabIndex={-1}>
            {props.children}
          </main>
          <Foot />
        </div>
      </div>
    </>
  );
}
