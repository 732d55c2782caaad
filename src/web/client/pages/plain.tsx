import type { ComponentChildren, JSX } from 'preact';
import { Bar } from '../layout/bar.js';
import { Foot } from '../layout/foot.js';
import { messages } from '../messages.js';
import type { Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';

/** The frame of pages that take no answers: a single column between the bar and the foot. */
export function PlainPage(props: {
  readonly shell: Shell;
  /** The page is somebody's own: left alone for long, it gives way to what asks who is there. */
  readonly own?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      <Bar shell={props.shell} skipTo={pageMessages.mainLink} leaveHelp={messages.leaveHelp} />
      <div
        class="frame plain"
        data-then={props.own ? urls.home(props.shell) : undefined}
        data-office={props.shell.place === 'office' || undefined}
      >
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
