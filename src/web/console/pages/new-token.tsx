import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { NewToken } from '../api/auth.types.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, Field, Form } from '../parts/controls.js';
import { Problem } from '../parts/notices.js';
import { useAct } from '../parts/use-act.js';

const words = messages.tokens;
const LIVES = [7, 30, 90, 365];

/** What a new token is called, what it may do, and how long it lives. Reading for 30 days unless one says otherwise. */
export function NewTokenForm(props: {
  readonly onMade: (token: NewToken) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { ask, guarded } = useConsole();
  const [label, setLabel] = useState('');
  const [may, setMay] = useState<'read' | 'write'>('read');
  const [days, setDays] = useState(30);
  const act = useAct();
  const id = useId();
  const send = async (): Promise<void> => {
    const scopes = may === 'write' ? ['read', 'write'] : ['read'];
    const made = await act.run(() =>
      guarded(() => ask<NewToken>('POST', '/auth/access-tokens', { label, scopes, days })),
    );
    if (made) props.onMade(made);
  };
  return (
    <>
      <Problem text={act.problem} />
      <Form onSend={() => void send()}>
        <Field
          label={words.label}
          help={words.labelHelp}
          name="label"
          maxLength={60}
          value={label}
          onValue={setLabel}
          first
        />
        <fieldset class="field">
          <legend>{words.may}</legend>
          {(['read', 'write'] as const).map((scope) => (
            <label key={scope} class="radio">
              <input type="radio" name="may" checked={may === scope} onChange={() => setMay(scope)} />
              {words[scope]}
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for={id}>{words.life}</label>
          <select
            id={id}
            class="input"
            value={days}
            onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
          >
            {LIVES.map((life) => (
              <option key={life} value={life}>
                {words.days(life)}
              </option>
            ))}
          </select>
        </div>
        <div class="row">
          <Button type="submit" kind="primary" busy={act.busy}>
            {words.submit}
          </Button>
          <Button onPress={props.onCancel}>{messages.cancel}</Button>
        </div>
      </Form>
    </>
  );
}
