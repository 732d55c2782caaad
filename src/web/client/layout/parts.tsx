import type { JSX } from 'preact';
import type { SectionProgress } from '../../../core/worksheet/display.js';
import { messages, worksheetLang } from '../messages.js';
import { partsOf, type Screen } from '../screen.js';
import { urls } from '../urls.js';

/** A worksheet's page, and how far each of its parts is, in their order. */
export interface PartsProps {
  readonly screen: Screen;
  readonly progress: readonly SectionProgress[];
}

/** The parts of the worksheet, each with how far it is. What was skipped counts as done. */
export function PartList({ screen, progress }: PartsProps): JSX.Element {
  const { form, assignmentId, view } = screen;
  const current = view.kind === 'part' ? view.part : 0;
  return (
    <ol class="parts-list">
      {partsOf(form).map((section, index) => {
        const { answered = 0, skipped = 0, total = 0 } = progress[index] ?? {};
        const done = answered + skipped;
        return (
          <li key={section.id}>
            <a
              href={urls.part(form.shell, assignmentId, index + 1)}
              aria-current={index + 1 === current ? 'step' : undefined}
            >
              <span class={`dot ${dotOf(done, total)}`} aria-hidden="true" />
              <span>
                <span class="name" lang={worksheetLang}>
                  {section.title}
                </span>
                <span class="sub">{messages.partState(answered, skipped, total)}</span>
              </span>
            </a>
          </li>
        );
      })}
      <li>
        <a
          href={urls.review(form.shell, assignmentId)}
          aria-current={view.kind === 'review' ? 'step' : undefined}
        >
          <span class="dot last" aria-hidden="true" />
          <span class="name">{messages.toReview}</span>
        </a>
      </li>
    </ol>
  );
}

function dotOf(done: number, total: number): string {
  if (done >= total) return 'full';
  return done === 0 ? '' : 'some';
}

/** A thin line a part, filled as far as it is. Drawn in SVG, since the page allows no inline styles. */
export function Track({ screen: { view }, progress }: PartsProps): JSX.Element {
  const current = view.kind === 'part' ? view.part : 0;
  return (
    <div class="track" aria-hidden="true">
      {progress.map(({ section, answered, skipped, total }, index) => (
        <svg key={section} class={index + 1 === current ? 'now' : undefined}>
          <rect
            width={`${total > 0 ? Math.round((100 * (answered + skipped)) / total) : 100}%`}
            height="100%"
          />
        </svg>
      ))}
    </div>
  );
}
