/*
 * <mendwork-worksheet src="…" accent="#5b2a6e" radius="8" label="Your worksheet"></mendwork-worksheet>
 *
 * Shows a client's worksheets in a frame that the page around it can neither read nor style. `src` is an address that
 * the page's server was given by `embedAddress`: it opens once. docs/host.md says all that a host needs to know.
 */

/** Nothing but what the worksheets need; the last lets "Leave now" move the whole window. */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-top-navigation-by-user-activation';
/** Passed on in the address, where the server reads them. */
const LOOK = ['accent', 'radius'];
const EVENTS = ['height', 'part', 'saved', 'submitted', 'left', 'expired'];

interface Message {
  readonly source?: unknown;
  readonly type?: unknown;
  readonly height?: unknown;
  readonly part?: unknown;
  readonly exit?: unknown;
}

class MendworkWorksheet extends HTMLElement {
  private readonly frame = document.createElement('iframe');
  private readonly hear = (event: MessageEvent<Message | null>): void => this.onMessage(event);
  private origin = '';
  /** The page in the frame has closed and asks for another address. */
  private asks = false;

  static get observedAttributes(): string[] {
    return ['src', 'label'];
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }

  set src(address: string) {
    this.setAttribute('src', address);
  }

  connectedCallback(): void {
    const { frame } = this;
    if (!this.shadowRoot) {
      frame.setAttribute('sandbox', SANDBOX);
      frame.allow = '';
      frame.referrerPolicy = 'origin';
      frame.style.cssText = 'display:block;inline-size:100%;block-size:480px;border:0';
      this.attachShadow({ mode: 'open' }).append(frame);
    }
    this.style.display ||= 'block';
    addEventListener('message', this.hear);
    this.open();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.hear);
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.shadowRoot) this.open();
  }

  private open(): void {
    this.frame.title = this.getAttribute('label') ?? (this.title || 'Worksheet');
    const address = this.address();
    if (address === this.opened) return;
    this.opened = address;
    // The page that asks for it stays, with what is typed on it.
    if (this.asks) this.tell(address);
    else this.frame.src = address;
    this.asks = false;
  }
  private opened = '';

  private address(): string {
    if (!this.src) return 'about:blank';
    const address = new URL(this.src, location.href);
    this.origin = address.origin;
    for (const name of LOOK) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    return address.href;
  }

  private tell(address: string): void {
    this.frame.contentWindow?.postMessage(
      { source: 'mendwork-host', version: 1, type: 'address', address },
      this.origin,
    );
  }

  private onMessage({ source, origin, data }: MessageEvent<Message | null>): void {
    if (source !== this.frame.contentWindow || origin !== this.origin || data?.source !== 'mendwork') return;
    const type = String(data.type);
    if (!EVENTS.includes(type)) return;
    const detail = type === 'height' ? { height: data.height } : type === 'part' ? { part: data.part } : null;
    if (type === 'height') this.frame.style.blockSize = `${Number(data.height) || 0}px`;
    if (type === 'part' && this.getBoundingClientRect().top < 0) this.scrollIntoView();
    if (type === 'expired') this.asks = true;
    this.dispatchEvent(new CustomEvent(`mendwork-${type}`, { detail, bubbles: true, composed: true }));
    const exit = String(data.exit);
    if (type === 'left' && /^https?:/.test(exit)) location.replace(exit);
  }
}

if (!customElements.get('mendwork-worksheet')) customElements.define('mendwork-worksheet', MendworkWorksheet);
