import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { ClientEntryService } from '../access/client/client-entry.service.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { ClientUnlockService } from '../access/client/client-unlock.service.js';
import { PublicError } from '../platform/errors/problem.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import type { LockedPage, Onward, SignInPage } from '../web/client/model.js';
import { CARRIED_FIELD, CarriedForms } from './carried-forms.js';
import { goingOn, onwardIn, pageAt } from './onward.js';
import { postedFields, postedText } from './posted-fields.js';
import type { Shown } from './shown.js';

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
  ) {}

  /** In place of a page that was asked for, or of one that wants to be sure once more (`step_up`). */
  async before(request: HttpRequest, to: string, reason: SignInPage['reason'] = 'left'): Promise<Shown> {
    return this.stand(request, { to: pageAt(to), carried: '' }, reason);
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
    return signInPage(practiceId, await this.carrying(request, practiceId, to), 401);
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
        if (entered.ok) return letIn(onward, entered.cookie);
        return signInPage(practiceId, onward, 422, { linkId, problem: 'refused' });
      },
      () => signInPage(practiceId, onward, 429, { linkId, problem: 'too_often' }),
    );
  }

  /** Opens a session that was left, by its client's PIN. */
  async unlock(request: HttpRequest): Promise<Shown> {
    const onward = onwardIn(request.body);
    const unlocked = await this.unlocking.byPin(request, postedText(request.body, 'pin'));
    if (unlocked.ok) return letIn(onward, unlocked.cookie);
    const reason = onward.to === '/log-in' ? 'step_up' : 'left';
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
    const practiceId = this.practiceOf(request);
    if (practiceId === undefined) return SIGNED_OUT;
    const { state, ways } = await this.sessions.state(request.cookies, request.id);
    if (state === 'out' || ways.length === 0) return signInPage(practiceId, onward, 401, { reason });
    return { page: { kind: 'locked', practiceId, ways, reason, problem, ...onward }, status: 401 };
  }

  /** The practice that the browser was signed in with, or that the form names. It proves nothing and opens nothing. */
  private practiceOf({ cookies, body }: HttpRequest): string | undefined {
    const named = postedText(body, '_practice');
    return this.sessions.broughtBy(cookies)?.practiceId ?? (isUuid(named) ? named : undefined);
  }
}

function signInPage(practiceId: string, onward: Onward, status: number, before: Before = {}): Shown {
  const plain = { linkId: '', problem: null, reason: 'left', typed: '' } as const;
  return { page: { kind: 'signIn', practiceId, ...plain, ...before, ...onward }, status };
}

function letIn(onward: Onward, cookie: string): Shown {
  const { status, to } = goingOn(onward);
  return { goTo: to, again: status === 307, cookies: [cookie] };
}

async function unlessTooOften(act: () => Promise<Shown>, tooOften: () => Shown): Promise<Shown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof PublicError && error.code === 'TOO_MANY_REQUESTS') return tooOften();
    throw error;
  }
}
