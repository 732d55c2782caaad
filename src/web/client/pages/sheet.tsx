import type { ComponentChildren, JSX } from 'preact';
import { Banner } from '../layout/banner.js';
import { Bar, SaveState } from '../layout/bar.js';
import { PartList, type PartsProps, Track } from '../layout/parts.js';
import { messages, worksheetLang } from '../messages.js';
import { isBegun, partProgress, type Screen, titleOfView } from '../screen.js';
import { urls } from '../urls.js';
import { CoverMain } from './cover.js';
import { PartMain } from './part.js';
import { ReviewMain } from './review.js';

/** Everything on a worksheet's page. The server draws it first; the script draws the same and then carries on. */
export function SheetScreen(props: {
  readonly screen: Screen;
  readonly foot: ComponentChildren;
}): JSX.Element {
  const { screen, foot } = props;
  const { form, view, assignmentId } = screen;
  const { shell, compiled, live } = form;
  const progress = partProgress(form);
  return (
    <>
      <Bar
        shell={shell}
        skipTo={messages.skipLink}
        leaveHelp={form.drawn?.leaveHelp()}
        below={<Track screen={screen} progress={progress} />}
      >
        <SaveState status={screen.status} said={screen.said} live={live} fresh={!isBegun(form)} />
      </Bar>
      <div class="frame">
        <nav class="rail" aria-label={messages.parts}>
          <a class="rail-title" href={urls.part(shell, assignmentId, 0)} lang={worksheetLang}>
            {compiled.worksheet.title}
          </a>
          <PartList screen={screen} progress={progress} />
          <a class="rail-home" href={urls.home(shell)}>
            {messages.title.home}
          </a>
        </nav>
        <div class="column">
          {view.kind !== 'cover' && <PartsMenu screen={screen} progress={progress} />}
          <main id="main" tabIndex={-1}>
            <Banner screen={screen} />
            <Main screen={screen} />
          </main>
          {foot}
        </div>
      </div>
    </>
  );
}

function Main({ screen }: { readonly screen: Screen }): JSX.Element {
  switch (screen.view.kind) {
    case 'cover':
      return <CoverMain screen={screen} />;
    case 'part':
      return <PartMain screen={screen} part={screen.view.part} />;
    case 'review':
      return <ReviewMain screen={screen} />;
  }
}

/** On the phone, where there is no room for the rail. */
function PartsMenu({ screen, progress }: PartsProps): JSX.Element {
  const { form, view, assignmentId } = screen;
  return (
    <details class="parts">
      <summary>{titleOfView(view, form)}</summary>
      <nav aria-label={messages.parts}>
        <PartList screen={screen} progress={progress} />
        <p class="parts-more">
          <a href={urls.part(form.shell, assignmentId, 0)}>{messages.about}</a>
          <a href={urls.home(form.shell)}>{messages.title.home}</a>
        </p>
      </nav>
    </details>
  );
}
