import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../messages.js';
import { Mark } from '../parts/notices.js';
import { useTitle } from '../parts/use-title.js';

/** A page in front of the console: one card, one thing to do. Its heading takes the focus when it appears. */
export function Gate(props: {
  readonly title: string;
  readonly lead?: string;
  /** A field takes the focus instead. */
  readonly fieldFirst?: boolean;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { title, lead, fieldFirst = false, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    if (!fieldFirst) heading.current?.focus();
  }, [title, fieldFirst]);
  return (
    <div class="gate">
      <header class="brand">
        <Mark />
        {messages.product}
      </header>
      <main class="gate-card">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {lead && <p class="lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
