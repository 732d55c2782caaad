import type { JSX } from 'preact';
import { type HelpLine, pageMessages } from '../page-messages.js';

/** The end of every page: a pause and help, closed until asked for, and what "Leave now" cannot do. */
export function Foot(): JSX.Element {
  const { help, pause } = pageMessages;
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
      <details class="help">
        <summary>{help.title}</summary>
        <p>
          <strong>{help.notWatched}</strong>
        </p>
        <ul>
          {help.lines.map((line) => (
            <Line key={line.when} line={line} />
          ))}
        </ul>
        <p>{help.device}</p>
      </details>
      <p class="small">{pageMessages.leaveLimits}</p>
    </footer>
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
