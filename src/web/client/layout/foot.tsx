import type { JSX } from 'preact';
import { OtherLanguages } from './language.js';
import { type HelpLine, pageMessages } from '../page-messages.js';

/**
 * The end of every page: a pause and help, closed until asked for, what stays on the device, and what "Leave now" cannot
 * do. What stays is told as a rule and never as how it is: that changes with an answer about safety, which nobody else
 * who looks on may learn of. How it is stands in the bar when the connection is gone.
 */
export function Foot({ takesAnswers = false }: { readonly takesAnswers?: boolean }): JSX.Element {
  const { help, pause, device } = pageMessages;
  return (
    <footer class="foot">
      <details class="help">
        <summary>{pause.title}</summary>
        <ol>
          {pause.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>{pause.close}</p>
      </details>
      <details class="help" data-help>
        <summary>{help.title}</summary>
        <HelpWords />
      </details>
      {takesAnswers && <p class="small">{device}</p>}
      <p class="small">{pageMessages.leaveLimits}</p>
      <OtherLanguages />
    </footer>
  );
}

/** Whom to call, and what a device remembers of that. */
export function HelpWords(): JSX.Element {
  const { help } = pageMessages;
  return (
    <>
      <p>
        <strong>{help.notWatched}</strong>
      </p>
      <ul>
        {help.lines.map((line) => (
          <Line key={line.when} line={line} />
        ))}
      </ul>
      <p>{help.device}</p>
    </>
  );
}

function Line({ line }: { readonly line: HelpLine }): JSX.Element {
  return (
    <li>
      {line.when}:{' '}
      {line.ways.map((way, index) => (
        <span key={way.text}>
          {index > 0 && ' · '}
          <Way {...way} />
        </span>
      ))}
      .{line.more && ` ${line.more}`}
    </li>
  );
}

function Way({ call, sms, text }: HelpLine['ways'][number]): JSX.Element {
  if (call) return <a href={`tel:${call}`}>{text}</a>;
  return sms ? <a href={`sms:${sms}`}>{text}</a> : <strong>{text}</strong>;
}
