import type { JSX } from 'preact';

/** A single question of the pages for getting in. */
export function DoorField(props: {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  /** What kept the last try from working; its element's id is `<name>-problem`. */
  readonly problem?: string | null;
  readonly kind: 'email' | 'code' | 'pin' | 'text';
  readonly value?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
}): JSX.Element {
  const { name, label, help, problem, kind, value, required = true, maxLength } = props;
  const described = [help && `${name}-help`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return (
    <div class={kind === 'email' ? 'q' : 'q short'}>
      <label class="asked" for={name}>
        {label}
      </label>
      {help && (
        <p class="hint" id={`${name}-help`}>
          {help}
        </p>
      )}
      {problem && (
        <p class="summary" role="alert" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      <input
        id={name}
        name={name}
        class={kind === 'code' || kind === 'pin' ? `digits ${kind}` : undefined}
        type="text"
        inputMode={INPUT_MODE[kind]}
        autocomplete={AUTOCOMPLETE[kind]}
        autocapitalize="off"
        spellcheck={false}
        value={value || undefined}
        maxLength={maxLength}
        aria-describedby={described || undefined}
        aria-invalid={problem ? 'true' : undefined}
        required={required}
      />
    </div>
  );
}

/**
 * A PIN is masked by the styles, not by its type: a browser that offers to keep it would give it away. An address that is
 * kept from somebody would be offered to them in every form that asks for one.
 */
const AUTOCOMPLETE = { email: 'off', code: 'one-time-code', pin: 'off', text: 'off' } as const;
const INPUT_MODE = { email: 'email', code: 'numeric', pin: 'numeric', text: 'text' } as const;
