import { Injectable } from '@nestjs/common';
import { ClientEntryService } from '../access/client/client-entry.service.js';
import { type HttpRequest, isFramed } from '../platform/http/exchange.js';
import { FramingService } from './framing.service.js';

/** What the address of a frame holds. */
export interface EmbedEntry {
  readonly practiceId: string;
  readonly linkId: string;
  readonly secret: string;
}

/** Lets a client in by an address that a host's server has asked for. */
@Injectable()
export class EmbedEntryService {
  constructor(
    private readonly entry: ClientEntryService,
    private readonly framing: FramingService,
  ) {}

  /**
   * Spends the address and starts a session, where a frame in a listed site's page is what opens it. What looks at it
   * ahead, or opens it anywhere else, spends nothing and is told the same as who comes too late.
   * @returns the complete Set-Cookie value; undefined where nobody is let in
   * @throws PublicError TOO_MANY_REQUESTS for the place that tries too often in vain, UNAVAILABLE
   */
  async enter(asked: EmbedEntry, request: HttpRequest): Promise<string | undefined> {
    if (!isOpening(request)) return undefined;
    // Its own page asks for it once more by its script; every other page has to be listed, if it says which one it is.
    const isOwn = request.headers['sec-fetch-site'] === 'same-origin';
    if (!isOwn && (await this.framing.isListed(asked.practiceId, request)) === false) return undefined;
    const entered = await this.entry.enterFrame(asked, request);
    return entered.ok ? entered.cookie : undefined;
  }
}

/** Is it a browser that opens a frame now? Older ones do not say what for they ask. */
function isOpening(request: HttpRequest): boolean {
  const isAhead = String(request.headers['sec-purpose'] ?? request.headers.purpose ?? '').includes(
    'prefetch',
  );
  return request.method === 'GET' && !isAhead && isFramed(request) !== false;
}
