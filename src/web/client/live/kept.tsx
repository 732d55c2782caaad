import type { JSX } from 'preact';

const KEPT = { __html: '' };

/** The foot as the server drew it. It never changes, so its words need not travel in the script a second time. */
export function KeptFoot(): JSX.Element {
  return <footer class="foot" dangerouslySetInnerHTML={KEPT} />;
}
