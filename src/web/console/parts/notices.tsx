import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** What went wrong, said aloud at once; nothing where nothing did. */
export function Problem(props: { readonly text: string; readonly id?: string }): JSX.Element | null {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (props.text !== '') place.current?.focus();
  }, [props.text]);
  if (props.text === '') return null;
  return (
    <p class="problem" role="alert" tabIndex={-1} ref={place} id={props.id}>
      {props.text}
    </p>
  );
}

/** What was done, said when there is time. The place stands empty until then, so that readers hear of it. */
export function Notice(props: { readonly text: string }): JSX.Element {
  return (
    <p class="notice" role="status">
      {props.text}
    </p>
  );
}

/** The house’s mark: two halves that fit. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <clipPath id="mark-shape">
        <rect width="20" height="20" rx="5" />
      </clipPath>
      <g clip-path="url(#mark-shape)">
        <rect width="20" height="20" class="mark-a" />
        <path d="M20 0v20H0z" class="mark-b" />
      </g>
    </svg>
  );
}
