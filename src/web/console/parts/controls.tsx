import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { messages } from '../messages.js';

/** A button. It says itself that it is busy, and is not pressed twice. */
export function Button(props: {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'second' | 'danger' | 'plain';
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  /** The name for those who do not see what the button stands beside. */
  readonly label?: string;
  readonly onPress?: () => void;
}): JSX.Element {
  const { children, kind = 'second', type = 'button', busy = false, label, onPress } = props;
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-label={label}
      aria-disabled={busy ? 'true' : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {busy ? messages.busy : children}
    </button>
  );
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly help?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: 'text' | 'email' | 'search';
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'text';
  readonly maxLength?: number;
  /** Takes the focus when it appears. */
  readonly first?: boolean;
  /** What is wrong stands in the problem with this id. */
  readonly problemId?: string | undefined;
  readonly required?: boolean;
}

const LINES: Readonly<Record<NonNullable<FieldProps['type']>, (attributes: InputAttributes) => JSX.Element>> =
  {
    text: (attributes) => <input {...attributes} type="text" class="input" />,
    email: (attributes) => <input {...attributes} type="email" class="input" />,
    search: (attributes) => <input {...attributes} type="search" class="input" />,
  };

/** A labelled line of text. */
export function Field(props: FieldProps): JSX.Element {
  return <Labelled {...props}>{LINES[props.type ?? 'text']}</Labelled>;
}

/** A password, which can be looked at. */
export function PasswordField(props: Omit<FieldProps, 'type'>): JSX.Element {
  const [seen, setSeen] = useState(false);
  const words = messages.signIn;
  return (
    <Labelled {...props}>
      {(attributes) => (
        <span class="with-button">
          {seen ? (
            <input {...attributes} type="text" class="input" />
          ) : (
            <input {...attributes} type="password" class="input" />
          )}
          <button
            type="button"
            class="in-field"
            aria-label={seen ? words.hidePassword : words.showPassword}
            onClick={() => setSeen(!seen)}
          >
            {seen ? words.hide : words.show}
          </button>
        </span>
      )}
    </Labelled>
  );
}

/** A code of digits, as wide as it is long. */
export function CodeField(props: FieldProps): JSX.Element {
  return (
    <Labelled {...props}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          inputMode={props.inputMode ?? 'numeric'}
          autocapitalize="off"
          spellcheck={false}
          class="input code"
        />
      )}
    </Labelled>
  );
}

interface InputAttributes {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly autocomplete: string;
  readonly maxLength: number | undefined;
  readonly required: boolean;
  /** For the dialog that the field stands in. */
  readonly autofocus: boolean;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  readonly onInput: (event: { readonly currentTarget: HTMLInputElement }) => void;
}

function Labelled(
  props: FieldProps & { readonly children: (attributes: InputAttributes) => JSX.Element },
): JSX.Element {
  const { label, name, help, value, onValue, autocomplete, maxLength, first, problemId, required } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first) input.current?.focus();
  }, [first]);
  const described = [help && `${id}-help`, problemId].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {props.children({
        ref: input,
        id,
        name,
        value,
        autocomplete: autocomplete ?? 'off',
        maxLength,
        required: required ?? true,
        autofocus: first ?? false,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': problemId ? 'true' : undefined,
        onInput: ({ currentTarget }) => onValue(currentTarget.value),
      })}
    </div>
  );
}

/** A form that is sent by the page’s script alone. */
export function Form(props: {
  readonly children: ComponentChildren;
  readonly onSend: () => void;
  readonly label?: string;
}): JSX.Element {
  return (
    <form
      class="form"
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      {props.children}
    </form>
  );
}
