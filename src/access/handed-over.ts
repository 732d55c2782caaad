import { Inject, Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { SECURE_COOKIES } from '../platform/http/public-address.js';

const DAYS = 30;
/** In place of a practice, once a client has come in there by a link of their own. */
const OWN = 'own';

type Cookies = Readonly<Record<string, string>>;

/**
 * Remembers in a browser of which clinic’s it is, once it was given into a client’s hands. It proves nothing. By it the
 * browser shows the tablet’s page when nobody is in; and the host’s provider, which may know the clinician from before
 * and would let whoever holds the tablet in as them without a question, has to ask.
 */
@Injectable()
export class HandedOver {
  private readonly cookieName: string;

  constructor(@Inject(SECURE_COOKIES) private readonly secure: boolean) {
    this.cookieName = secure ? '__Host-handed-over' : 'handed-over';
  }

  /** The practice whose device the browser is on; undefined for all others. */
  practiceOf(cookies: Cookies): string | undefined {
    const named = cookies[this.cookieName] ?? '';
    return isUuid(named) ? named : undefined;
  }

  /** Was the browser ever in a client’s hands as the clinic’s? */
  isMarked(cookies: Cookies): boolean {
    return (cookies[this.cookieName] ?? '') !== '';
  }

  /**
   * The Set-Cookie values by which a browser is taken for a client’s own again; none where it is not marked. The mark
   * itself stays: whoever holds a tablet of the clinic’s can open a link of their own there, and the provider must still
   * ask.
   */
  asOwn(cookies: Cookies): readonly string[] {
    return this.isMarked(cookies) ? [this.cookie(OWN, DAYS * 24 * 3600)] : [];
  }

  /** The Set-Cookie value that marks the browser. */
  mark(practiceId: string): string {
    return this.cookie(practiceId, DAYS * 24 * 3600);
  }

  /** The Set-Cookie value that takes the mark away. */
  cleared(): string {
    return this.cookie('', 0);
  }

  private cookie(value: string, seconds: number): string {
    const secure = this.secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }
}
