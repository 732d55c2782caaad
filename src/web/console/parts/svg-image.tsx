import type { JSX } from 'preact';

/** An SVG document from the server as an image: nothing in it can act. */
export function SvgImage(props: {
  readonly svg: string;
  readonly alt: string;
  readonly class: string;
}): JSX.Element {
  return (
    <img
      class={props.class}
      alt={props.alt}
      src={`data:image/svg+xml,${encodeURIComponent(props.svg)}`}
      draggable={false}
    />
  );
}
