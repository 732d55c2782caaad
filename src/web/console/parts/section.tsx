import type { ComponentChildren, JSX } from 'preact';

/** One matter of a page, with what it is about beside it. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { id, title, help, children } = props;
  return (
    <section aria-labelledby={`${id}-title`} class="section">
      <div class="about">
        <h2 id={`${id}-title`}>{title}</h2>
        {help && <p class="help">{help}</p>}
      </div>
      <div class="matter">{children}</div>
    </section>
  );
}
