import { authCall, type AuthReply, type SessionState, sessionState } from '../auth-calls.js';
import type { UnlockWay } from '../model.js';

/** What the client is asked for. `host`: in a frame, whether to go on; `tablet`: a new code, on a device of the clinic’s; `other`: somebody has signed in to whom this page does not belong. */
export type Step = 'looking' | 'unlock' | 'host' | 'tablet' | 'email' | 'code' | 'other' | 'unreachable';

/** Where somebody else’s log-in changes nothing. */
const AMID: ReadonlySet<Step> = new Set(['email', 'code', 'other']);

/** What did not work in the last step. */
export type AskProblem =
  'tablet' | 'host' | 'pin' | 'passkey' | 'code' | 'refused' | 'too_often' | 'unreachable' | 'out' | null;

/** Who asks to go on, from where, and whom to tell. */
export interface AskingOptions {
  readonly basePath: string;
  readonly practiceId: string;
  /** May who is signed in now have this page? undefined where that could not be found out. */
  readonly isOwn: () => Promise<boolean | undefined>;
  readonly unlockByPasskey: () => Promise<AuthReply>;
  /** Is the device the clinic’s, so that nothing but a new code lets in? */
  readonly inOffice: boolean;
  /** In a frame: the page around it opens this one, or does not. Elsewhere there is none. */
  readonly openedByHost: (() => Promise<void>) | undefined;
  readonly onChange: () => void;
  /** The client is in, and it is the one whose page this is. */
  readonly onIn: () => void;
}

/** The way back in, one step at a time. Nothing is told of the page before its own client is in. */
export class Asking {
  step: Step = 'looking';
  problem: AskProblem = null;
  ways: readonly UnlockWay[] = [];
  busy = false;
  private challenge = '';

  constructor(private readonly options: AskingOptions) {}

  /** Finds out how things stand: another tab may have let the client in already. */
  async look(problem: AskProblem = null): Promise<void> {
    this.settle(await sessionState(this.options.basePath), problem);
    if (this.step === 'looking') await this.arrive();
  }

  /** The page came back into view: something may have changed elsewhere. */
  async lookAgain(): Promise<void> {
    if (this.busy) return;
    const now = await sessionState(this.options.basePath);
    if (now?.state === 'open') await (AMID.has(this.step) ? this.arriveIfOwn() : this.arrive());
    else if (this.step === 'unreachable') this.settle(now, null);
  }

  unlock(pin: string): Promise<void> {
    return this.work(async () => {
      const reply = await authCall(this.options.basePath, 'unlock', { pin });
      await this.afterUnlock(reply, 'pin');
    });
  }

  usePasskey(): Promise<void> {
    return this.work(async () => this.afterUnlock(await this.options.unlockByPasskey(), 'passkey'));
  }

  /** Is the page in a frame, so that the page around it is who knows the client? */
  get hasHost(): boolean {
    return this.options.openedByHost !== undefined;
  }

  get inOffice(): boolean {
    return this.options.inOffice;
  }

  askHost(): Promise<void> {
    return this.work(async () => {
      await this.options.openedByHost?.();
      await this.look('host');
    });
  }

  /** Sends a message to the address, if anybody has it. */
  send(email: string): Promise<void> {
    return this.work(async () => {
      const { basePath, practiceId } = this.options;
      const reply = await authCall(basePath, 'link', { practiceId, email });
      if (reply.kind !== 'ok') return this.show('email', reply.kind);
      this.challenge = String(reply.body.challenge);
      return this.show('code', null);
    });
  }

  enter(code: string): Promise<void> {
    return this.work(async () => {
      const { basePath, practiceId } = this.options;
      const reply = await authCall(basePath, 'enter', { practice: practiceId, link: this.challenge, code });
      if (reply.kind === 'ok') return this.arrive();
      return this.show('code', reply.kind === 'refused' ? 'code' : reply.kind);
    });
  }

  /** By the digits of a new code, whichever it is, on a device of the clinic’s. */
  enterOnTablet(code: string): Promise<void> {
    return this.work(async () => {
      const { basePath, practiceId } = this.options;
      const reply = await authCall(basePath, 'enter', { practice: practiceId, code });
      if (reply.kind === 'ok') return this.arrive();
      return this.show('tablet', reply.kind === 'refused' ? 'tablet' : reply.kind);
    });
  }

  /** Goes over to the address, from a PIN that is forgotten or a code that never came. */
  byMail(): void {
    this.show('email', null);
  }

  private async afterUnlock(reply: AuthReply, problem: 'pin' | 'passkey'): Promise<void> {
    if (reply.kind === 'ok') return this.arrive();
    if (reply.kind !== 'refused') return this.show('unlock', reply.kind);
    // After some wrong tries there is no session left to open.
    return this.look(problem);
  }

  private settle(now: SessionState | undefined, problem: AskProblem): void {
    this.ways = now?.ways ?? [];
    if (now === undefined) this.show('unreachable', null);
    else if (now.state === 'open') this.show('looking', null);
    else if (now.state === 'locked' && this.ways.length > 0) this.show('unlock', problem);
    else if (this.hasHost) this.show('host', problem);
    else if (this.inOffice) this.show('tablet', problem);
    else this.show('email', problem === null ? null : 'out');
  }

  /** As `arrive`, and takes nobody away from where they are: the code may be in another window. */
  private async arriveIfOwn(): Promise<void> {
    if ((await this.options.isOwn()) === true) this.options.onIn();
  }

  private async arrive(): Promise<void> {
    const own = await this.options.isOwn();
    if (own === true) this.options.onIn();
    else this.show(own === false ? 'other' : 'unreachable', null);
  }

  private async work(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.options.onChange();
    await act();
    this.busy = false;
    this.options.onChange();
  }

  private show(step: Step, problem: AskProblem): void {
    this.step = step;
    this.problem = problem;
    this.options.onChange();
  }
}
