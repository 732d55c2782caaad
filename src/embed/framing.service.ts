import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { runAsSystem } from '../access/actor.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { LoginWork } from '../platform/database/login-work.js';
import { type HttpRequest, isFramed } from '../platform/http/exchange.js';

/** The name of the query by which an address says whose practice it belongs to, for who brings no cookie. */
const PRACTICE_QUERY = 'embed';

/** The address of a client's page that says whose practice it belongs to. `page` has no query of its own. */
export function namingPractice(page: string, practiceId: string): string {
  return `${page}?${PRACTICE_QUERY}=${practiceId}`;
}

/** The practice that the address of a request names. It proves nothing and opens nothing. */
export function practiceNamedBy({ url }: Pick<HttpRequest, 'url'>): string | undefined {
  const named = new URL(url, 'http://localhost').searchParams.get(PRACTICE_QUERY) ?? '';
  return isUuid(named) ? named : undefined;
}

/** Which sites may frame a page on which nobody is signed in. Of whom a session belongs to, its own practice says so. */
@Injectable()
export class FramingService {
  constructor(
    private readonly work: LoginWork,
    private readonly sessions: ClientSessionsService,
  ) {}

  /**
   * The origins that may frame the answer to a request of which nobody is known: those of the practice whose session in
   * a frame it was, else the one that says it frames it, where the practice that the address names has listed it. Who
   * guesses learns nothing of the others.
   */
  async hostsOf(request: HttpRequest): Promise<readonly string[]> {
    if (isFramed(request) !== true) return [];
    const brought = this.sessions.broughtBy(request.cookies);
    const listed = brought ? await this.ofSession(brought.practiceId, brought.hash, request.id) : [];
    if (listed.length > 0) return listed;
    return this.ofNamed(practiceNamedBy(request), request);
  }

  /** The same by the practice that an address names. */
  async ofNamed(practiceId: string | undefined, request: HttpRequest): Promise<readonly string[]> {
    const host = refererOrigin(request);
    if (practiceId === undefined || host === undefined) return [];
    return (await this.ofPractice(practiceId, request.id)).filter((origin) => origin === host);
  }

  /** May the page that a request says it comes from frame this practice’s pages? undefined where it does not say. */
  async isListed(practiceId: string, request: HttpRequest): Promise<boolean | undefined> {
    const host = refererOrigin(request);
    return host === undefined ? undefined : (await this.ofPractice(practiceId, request.id)).includes(host);
  }

  private ofSession(practiceId: string, hash: Buffer, requestId: string): Promise<readonly string[]> {
    return this.ask(
      practiceId,
      requestId,
      `SELECT p.embed_origins FROM mendwork.client_session s JOIN mendwork.practice p ON p.id = s.practice_id
       WHERE s.practice_id = $1 AND s.id_hash = $2 AND s.place = 'embedded'`,
      [hash],
    );
  }

  private async ofPractice(practiceId: string, requestId: string): Promise<readonly string[]> {
    if (!isUuid(practiceId)) return [];
    return this.ask(practiceId, requestId, 'SELECT embed_origins FROM mendwork.practice WHERE id = $1', []);
  }

  private ask(
    practiceId: string,
    requestId: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly string[]> {
    return runAsSystem(practiceId, requestId, () =>
      this.work.write(async () => {
        const transaction = await this.work.current();
        const [row] = await transaction.sql<{ embed_origins: string[] }>(text, [practiceId, ...values]);
        return row?.embed_origins ?? [];
      }),
    );
  }
}

function refererOrigin({ headers: { referer } }: HttpRequest): string | undefined {
  return typeof referer === 'string' && URL.canParse(referer) ? new URL(referer).origin : undefined;
}
