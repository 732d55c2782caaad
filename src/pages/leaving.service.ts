import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { runAsActor, runAsSystem } from '../access/actor.js';
import type { SessionPlace } from '../access/client/client-session.types.js';
import { ClientSessionsService, type NamedSession } from '../access/client/client-sessions.service.js';
import { FramingService } from '../embed/framing.service.js';
import { LoginWork } from '../platform/database/login-work.js';
import { HttpReply, type HttpRequest, isFramed } from '../platform/http/exchange.js';
import { Languages } from './languages.js';
import { PageRenderer } from './page-renderer.js';
import { postedText } from './posted-fields.js';
import { wayOut } from './way-out.js';

/** Who leaves in a hurry waits no longer than this for the session’s end to be written down. */
const PATIENCE_MS = 1_000;

/**
 * What a browser shall forget of a client when they give the clinic’s device back. Cookies are taken back by name: a
 * host’s own, on the same domain, are not ours to clear.
 */
export const FORGET = { 'clear-site-data': '"cache", "storage"' } as const;

type Asked = Pick<HttpRequest, 'id' | 'headers' | 'cookies' | 'body'>;

/** The end of a session, and where it leads: out to the plain page, or to the tablet’s own page for whoever is next. */
@Injectable()
export class LeavingService {
  private readonly log = new Logger('pages');

  constructor(
    private readonly sessions: ClientSessionsService,
    private readonly loginWork: LoginWork,
    private readonly languages: Languages,
    private readonly pages: PageRenderer,
    private readonly framing: FramingService,
  ) {}

  /**
   * Ends the browser’s session and leads out. It asks nobody who is calling before it acts, and it leads out whatever does
   * not work here: the browser forgets its cookie in any case, and a session whose end could not be written down is over
   * when it was left for long.
   */
  async leave(request: Asked): Promise<HttpReply> {
    const ended = this.endAll(request).catch((): SessionPlace => {
      this.log.error('the end of a session was not written down');
      return 'own';
    });
    const place = await Promise.race([ended, sleep(PATIENCE_MS, 'own' as const)]);
    const practiceId = this.sessions.broughtBy(request.cookies)?.practiceId;
    if (place !== 'office' || practiceId === undefined) {
      const cleared = this.sessions.cleared(isFramed(request) === true ? 'embedded' : 'own');
      return HttpReply.seeOther(this.pages.exitUrl, [cleared, ...this.languages.forgotten()]);
    }
    const tablet = `${this.pages.basePath}/me/tablet/${practiceId}`;
    return HttpReply.seeOther(tablet, this.forgetting(), FORGET);
  }

  /** The same in answer to a form of a page’s own, which in a frame is answered inside of it. */
  async leaveByForm(request: HttpRequest): Promise<HttpReply> {
    const left = await this.leave(request);
    if (isFramed(request) !== true) return left;
    const hosts = await this.framing.hostsOf(request).catch(() => []);
    return wayOut(this.pages.exitUrl, hosts, left.cookies);
  }

  /** Ends the browser’s session, also one that is locked. @returns where it ran */
  async end({ id, cookies }: Pick<HttpRequest, 'id' | 'cookies'>): Promise<SessionPlace> {
    const brought = this.sessions.broughtBy(cookies);
    if (!brought) return 'own';
    const client = await this.sessions.find(cookies, id);
    if (client) {
      await runAsActor(client, id, () => this.loginWork.write(() => this.sessions.end()));
      return client.place;
    }
    const { place } = await this.sessions.state(cookies, id);
    await this.endIn(brought, id, () => this.sessions.endByHash(brought.hash));
    return place;
  }

  /** Ends, beside the browser’s session, the one of a frame whose form was posted out of it without scripts. */
  private async endAll(request: Asked): Promise<SessionPlace> {
    const named = this.sessions.namedBy(postedText(request.body, 'session'));
    const [place] = await Promise.all([
      this.end(request),
      named && this.endIn(named, request.id, () => this.sessions.endFramedByHash(named.hash)),
    ]);
    return place;
  }

  private endIn({ practiceId }: NamedSession, requestId: string, end: () => Promise<void>): Promise<void> {
    return runAsSystem(practiceId, requestId, () => this.loginWork.write(end));
  }

  /** The Set-Cookie values by which a device of the clinic’s forgets its client. */
  forgetting(): readonly string[] {
    return [this.sessions.cleared(), ...this.languages.forgotten()];
  }
}
