import type { JSX } from 'preact';
import type { Me } from '../api/auth.types.js';
import { DevicesSection } from './devices.js';
import { FactorsSection } from './factors.js';
import { PasskeysSection } from './passkeys.js';
import { PasswordSection } from './password.js';

/** The member’s own log-in: where it is open, and by what. */
export function AccountPage(props: {
  readonly me: Me;
  readonly onChanged: () => Promise<void>;
  readonly onSignedOut: () => void;
}): JSX.Element {
  const { me, onChanged, onSignedOut } = props;
  return (
    <div class="sections">
      <DevicesSection onSignedOut={onSignedOut} />
      <PasskeysSection onChanged={onChanged} />
      <FactorsSection me={me} onChanged={onChanged} />
      <PasswordSection onChanged={onChanged} />
    </div>
  );
}
