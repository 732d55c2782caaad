import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { ClientEntryService } from '../access/client/client-entry.service.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { HandedOver } from '../access/handed-over.js';
import { ClientUnlockService } from '../access/client/client-unlock.service.js';
import { namingPractice, practiceNamedBy } from '../embed/framing.service.js';
import { PublicError } from '../platform/errors/problem.js';
import { type HttpRequest, isFramed } from '../platform/http/exchange.js';
import type { LockedPage, Onward, SignInPage } from '../web/client/model.js';
import { CARRIED_FIELD, CarriedForms } from './carried-forms.js';
import { goingOn, onwardIn, pageAt, wantsToBeSure } from './onward.js';
import { postedFields, postedText } from './posted-fields.js';
import type { Shown } from './shown.js';
import { tabletPage } from './tablet.service.js';

const SIGNED_OUT: Shown = { page: { kind: 'message', message: 'signedOut' }, status: 401 };
const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };
const LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+$/;
const LONGEST_ADDRESS = 254;

type Before = Partial<Pick<SignInPage, 'linkId' | 'problem' | 'reason' | 'typed'>>;

/** What stands before the client's pages for who is not in: a PIN or passkey, or a message with a link and a code. */
@Injectable()
export class DoorService {
  constructor(
    private readonly sessions: ClientSessionsService,
    private readonly entry: ClientEntryService,
    private readonly unlocking: ClientUnlockService,
    private readonly carriedForms: CarriedForms,
    private readonly handedOver: HandedOver,
  ) {}

  /** In place of a page that was asked for, or of one that wants to be sure once more (`step_up`). */
  async before(request: HttpRequest, to: string, reason: SignInPage['reason'] = 'left'): Promise<Shown> {
    return this.stand(request, { to: pageAt(to), carried: '' }, reason);
  }

  /** What `show` comes to, or what stands in its place where nobody is in or nobody has shown a factor lately. */
  async behind<Result>(
    request: HttpRequest,
    to: string,
    show: () => Promise<Result>,
  ): Promise<Result | Shown> {
    try {
      return await show();
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      if (error.code === 'STEP_UP_REQUIRED') return this.before(request, to, 'step_up');
      if (error.code === 'UNAUTHENTICATED') return this.before(request, to);
      throw error;
    }
  }

  /** In place of what a form was to do. The form comes along, to be sent again. */
  async beforeForm(request: HttpRequest, to: string): Promise<Shown> {
    const practiceId = this.practiceOf(request);
    if (practiceId === undefined) return SIGNED_OUT;
    return this.stand(request, await this.carrying(request, practiceId, to), 'left');
  }

  /** The same where somebody else has signed in since the form was drawn: it waits for its own client. */
  async ofAnother(request: HttpRequest, to: string): Promise<Shown> {
    const practiceId = this.practiceOf(request);
    if (practiceId === undefined) return SIGNED_OUT;
    const { place } = await this.sessions.state(request.cookies, request.id);
    // On a device of the clinic’s nobody’s words wait while somebody else is in.
    if (place === 'office') return { goTo: '' };
    const onward = await this.carrying(request, practiceId, to);
    return isFramed(request) === true ? closed(onward) : signInPage(practiceId, onward, 401);
  }

  /** Where a message is asked for. */
  signIn(practiceId: string): Shown {
    return isUuid(practiceId) ? signInPage(practiceId, { to: '', carried: '' }, 200) : NOT_FOUND;
  }

  /** Sends a message to the address that was typed, if anybody has it; the page says the same if nobody has. */
  async askForLink(request: HttpRequest, practiceId: string): Promise<Shown> {
    if (!isUuid(practiceId)) return NOT_FOUND;
    const onward = onwardIn(request.body);
    if (postedText(request.body, 'again') !== '') return signInPage(practiceId, onward, 200);
    const email = postedText(request.body, 'email').trim();
    const typed = email.slice(0, LONGEST_ADDRESS);
    if (!LIKE_AN_ADDRESS.test(email) || email.length > LONGEST_ADDRESS)
      return signInPage(practiceId, onward, 422, { problem: 'no_address', typed });
    return unlessTooOften(
      async () => {
        const linkId = await this.entry.askForLink({ practiceId, email }, request);
        return signInPage(practiceId, onward, 200, { linkId });
      },
      () => signInPage(practiceId, onward, 429, { problem: 'too_often', typed }),
    );
  }

  /** Lets in by the code of a message. */
  async enter(request: HttpRequest, practiceId: string): Promise<Shown> {
    if (!isUuid(practiceId)) return NOT_FOUND;
    const onward = onwardIn(request.body);
    const linkId = postedText(request.body, 'link');
    const code = postedText(request.body, 'code');
    return unlessTooOften(
      async () => {
        const entered = await this.entry.enter({ practiceId, linkId, code }, request);
        if (entered.ok) return letIn(onward, entered.cookies);
        return signInPage(practiceId, onward, 422, { linkId, problem: 'refused' });
      },
      () => signInPage(practiceId, onward, 429, { linkId, problem: 'too_often' }),
    );
  }

  /** Opens a session that was left, by its client's PIN. */
  async unlock(request: HttpRequest): Promise<Shown> {
    const onward = onwardIn(request.body);
    const unlocked = await this.unlocking.byPin(request, postedText(request.body, 'pin'));
    if (unlocked.ok) return letIn(onward, [unlocked.cookie]);
    const reason = wantsToBeSure(onward.to) ? 'step_up' : 'left';
    return this.stand(request, onward, reason, unlocked.reason === 'wrong' ? 'refused' : null);
  }

  private async carrying(request: HttpRequest, practiceId: string, to: string): Promise<Onward> {
    const { [CARRIED_FIELD]: again, ...fields } = postedFields(request.body);
    const carried =
      typeof again === 'string' ? again : await this.carriedForms.seal(practiceId, request.id, to, fields);
    return { to: pageAt(to), carried };
  }

  private async stand(
    request: HttpRequest,
    onward: Onward,
    reason: SignInPage['reason'],
    problem: LockedPage['problem'] = null,
  ): Promise<Shown> {
    if (isFramed(request) === true) return this.inFrame(request, onward);
    const practiceId = this.practiceOf(request);
    if (practiceId === undefined) return SIGNED_OUT;
    const { state, ways, place } = await this.sessions.state(request.cookies, request.id);
    if (place === 'office' || (state === 'out' && this.isTablet(request)))
      return state === 'open' ? NOT_FOUND : between(practiceId, onward);
    if (state === 'out' || ways.length === 0) return signInPage(practiceId, onward, 401, { reason });
    return { page: { kind: 'locked', practiceId, ways, reason, problem, ...onward }, status: 401 };
  }

  /**
   * In a frame nobody is asked who is there: the host’s page knows, and opens the frame again. Who comes from having been
   * let in and still brings nothing has a browser that keeps nothing in frames.
   */
  private inFrame(request: HttpRequest, onward: Onward): Shown {
    const practiceId = practiceNamedBy(request);
    if (practiceId === undefined || onward.carried !== '' || this.sessions.broughtBy(request.cookies))
      return closed(onward);
    const [page = ''] = onward.to.split('?');
    return { page: { kind: 'apart', at: namingPractice(page, practiceId) }, status: 401 };
  }

  /** The practice that the browser was signed in with, or that the form or the address names. It proves nothing and opens nothing. */
  private practiceOf(request: HttpRequest): string | undefined {
    const { cookies, body } = request;
    const named = postedText(body, '_practice');
    const known = this.sessions.broughtBy(cookies)?.practiceId ?? this.handedOver.practiceOf(cookies);
    return known ?? (isUuid(named) ? named : practiceNamedBy(request));
  }

  /** Does the browser bring no session at all, and is known for a device of the clinic’s? */
  private isTablet({ cookies }: HttpRequest): boolean {
    return (
      this.sessions.broughtBy(cookies) === undefined && this.handedOver.practiceOf(cookies) !== undefined
    );
  }
}

/** On a device of the clinic’s: what waits for its client stays where it is, everybody else finds the device’s own page. */
function between(practiceId: string, onward: Onward): Shown {
  return onward.carried === '' ? { goTo: `/tablet/${practiceId}` } : tabletPage(practiceId, onward, 401);
}

function signInPage(practiceId: string, onward: Onward, status: number, before: Before = {}): Shown {
  const plain = { linkId: '', problem: null, reason: 'left', typed: '' } as const;
  return { page: { kind: 'signIn', practiceId, ...plain, ...before, ...onward }, status };
}

function letIn(onward: Onward, cookies: readonly string[]): Shown {
  const { status, to } = goingOn(onward);
  return { goTo: to, again: status === 307, cookies };
}

/** The page around has to open the frame again. */
function closed(onward: Onward): Shown {
  return { page: { kind: 'closed', ...onward }, status: 401 };
}

async function unlessTooOften(act: () => Promise<Shown>, tooOften: () => Shown): Promise<Shown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof PublicError && error.code === 'TOO_MANY_REQUESTS') return tooOften();
    throw error;
  }
}
