import { Component, type ComponentChildren, type JSX } from 'preact';
import type { Form } from '../form.js';

const KEPT = { __html: '' };

interface Props {
  readonly form: Form;
  readonly class: string;
  readonly id?: string;
  /** What the server draws in it. */
  readonly children?: ComponentChildren;
}

/**
 * A place that the page's own script leaves as it is: the server fills it at once, and in the browser a script that
 * comes when it is needed.
 */
export class KeptPlace extends Component<Props> {
  override shouldComponentUpdate(): boolean {
    return false;
  }

  override render(): JSX.Element {
    const { form, children, ...attributes } = this.props;
    if (form.drawn) return <div {...attributes}>{children}</div>;
    // To take over what the server drew is one thing; an element that is made here may not be given markup.
    return form.live ? <div {...attributes} /> : <div {...attributes} dangerouslySetInnerHTML={KEPT} />;
  }
}
