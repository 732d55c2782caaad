import type { JSX } from 'preact';
import { messages } from '../messages.js';
import { Button } from './controls.js';
import { Copy } from './copy.js';
import { Dialog } from './dialog.js';

const words = messages.recovery;

/** Recovery codes, told this once: to be copied or printed. On paper there is nothing beside them. */
export function RecoveryCodes(props: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}): JSX.Element {
  const { codes, onKept } = props;
  return (
    <div class="codes">
      <div class="sheet-of-paper">
        <p class="print-only paper-title">{words.printTitle}</p>
        <ol aria-label={words.list}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p class="print-only">{words.printHelp}</p>
      </div>
      <p class="help">{words.where}</p>
      <div class="row">
        <Copy text={codes.join('\n')} />
        <Button onPress={() => globalThis.print()}>{messages.print}</Button>
      </div>
      <Button kind="primary" onPress={onKept}>
        {words.kept}
      </Button>
    </div>
  );
}

/** The same over the page of somebody who is signed in. */
export function RecoveryCodesDialog(props: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}): JSX.Element {
  return (
    <Dialog title={words.title} onClose={props.onKept}>
      <p class="lead">{words.lead}</p>
      <RecoveryCodes {...props} />
    </Dialog>
  );
}
